-- A journal of version 1 as that version wrote it: its whole schema and twelve entries of a desk's evening.
-- The files that entries 2, 4 and 6 name are made by the test that reads this.
pragma journal_mode = wal;
begin;
CREATE TABLE entry (
    seq            integer primary key check (seq > 0),  -- 1, 2, 3 … without gaps
    at_utc         text    not null,  -- when it was recorded: 2026-11-23T18:00:00.000000Z
    utc_offset_min integer not null,  -- minutes that local time was ahead of UTC then
    desk           text    not null,  -- which desk
    actor          text    not null,  -- who signs it: an operator's name, or the program's
    kind           text    not null,  -- what it records, "violation recorded"; the list is open
    body           text,              -- canonical JSON with a 16-byte salt, UTF-8; null only once the law has it erased
    body_hash      blob    not null check (length(body_hash) = 32),  -- SHA-256 of the bytes of body
    prev_hash      blob    not null unique check (length(prev_hash) = 32),  -- hash of entry seq - 1; 32 zero bytes in the first
    hash           blob    not null unique check (length(hash) = 32)  -- SHA-256(prev_hash, canonical JSON of
        -- {actor, at_utc, body_hash as hex, desk, kind, seq, utc_offset_min})
) strict;
CREATE INDEX entry_by_kind on entry (kind, seq);
CREATE INDEX entry_by_time on entry (at_utc);
CREATE TRIGGER entry_is_whole before insert on entry when new.body is null
begin select raise(abort, 'an entry begins with its body'); end;
CREATE TRIGGER entry_follows_the_head before insert on entry
when new.seq <> coalesce((select max(seq) from entry), 0) + 1
  or new.prev_hash <> coalesce((select hash from entry order by seq desc limit 1), zeroblob(32))
  or exists (select 1 from entry where hash = new.hash)
begin select raise(abort, 'an entry follows the last one'); end;
CREATE TRIGGER entry_never_changes before update on entry
begin select raise(abort, 'entries are never changed'); end;
CREATE TRIGGER entry_never_goes before delete on entry
begin select raise(abort, 'entries are never deleted'); end;
CREATE TABLE entry_subject (
    seq           integer primary key references entry (seq),  -- of the entry
    camera_id     text not null,  -- "" where no camera is concerned
    camera_number text not null,  -- as the dispatcher types it: 0402
    place         text not null   -- the place's name as it was then
) strict;
CREATE INDEX entry_by_camera_id on entry_subject (camera_id, seq) where camera_id <> '';
CREATE INDEX entry_by_camera_number on entry_subject (camera_number, seq) where camera_number <> '';
CREATE VIRTUAL TABLE entry_search using fts5 (
    words,  -- actor, every text in the body, and an offence's names in all three languages
    tokenize = 'unicode61 remove_diacritics 0',
    prefix = '2 3 4'
);
insert into entry values (1, '2026-11-23T18:00:00.000000Z', 300, 'пост-1', 'Анна', 'desk opened', '{"salt":"aea79f1f8ac48cfec4f07d2eba94bdb0"}', X'5E4D466CCFB0C8ADF2BB0B7A0CF1220EA1CBE82D87BB1932F01C3D7A7AA396A8', X'0000000000000000000000000000000000000000000000000000000000000000', X'517FFAA611531234C7F0E48C55759DF5BFCA7401D8587753ACCA192BBC1A6FE4');
insert into entry values (2, '2026-11-23T18:01:01.000007Z', 300, 'пост-1', 'munara', 'alert raised', '{"alert_id":"5d1f0c3b9a7e4d2c8b6a5f4e3d2c1b0a","at_utc":"2026-11-23T18:01:00.000000Z","box_px":[10,20,110,220],"camera_id":"cam-0402","camera_number":"0402","evidence":[{"bytes":26,"file":"evidence/2026/11/23/82d0ffa351496b1a1431dc36b673a534b129ac705c23072976dde9d3ea5ba9b2.jpg","role":"still","sha256":"82d0ffa351496b1a1431dc36b673a534b129ac705c23072976dde9d3ea5ba9b2"}],"frame_px":[1920,1080],"label":"person","place":"Школа № 4","priority":1,"rule":"loiter","salt":"4b67703c738ceac3637ad18979d1643b","score_pct":91,"zone":"gate"}', X'D15215B0D8A8567F70853006AB633354D487B6BCBCF8BB419BED58AF349EEBF8', X'517FFAA611531234C7F0E48C55759DF5BFCA7401D8587753ACCA192BBC1A6FE4', X'162A5FC106AC8BD6B000EA209A28D88EC9BF18101A7C3BED153EB5F2CE79A421');
insert into entry values (3, '2026-11-23T18:02:02.000014Z', 300, 'пост-1', 'Анна', 'alert taken', '{"alert_id":"5d1f0c3b9a7e4d2c8b6a5f4e3d2c1b0a","salt":"e732ef2ace8a72f9ad7222f047ab0db3"}', X'FF0C3F28EEEC156C4DB741BF05123A6607E500EFEB4E7486748518E2B8726CFF', X'162A5FC106AC8BD6B000EA209A28D88EC9BF18101A7C3BED153EB5F2CE79A421', X'A5800F6D33DD9B42AC3B0BE35DC97816156849AECA5D2BC3C901EDAAB3B66AC0');
insert into entry values (4, '2026-11-23T18:03:03.000021Z', 300, 'пост-1', 'Анна', 'violation recorded', '{"action":"patrol sent","alert_id":"5d1f0c3b9a7e4d2c8b6a5f4e3d2c1b0a","alert_seq":2,"article":"434","at_utc":"2026-11-23T18:01:00.000000Z","camera_id":"cam-0402","camera_number":"0402","case_numbers":{"kui":"12-345"},"evidence":[{"bytes":26,"file":"evidence/2026/11/23/82d0ffa351496b1a1431dc36b673a534b129ac705c23072976dde9d3ea5ba9b2.jpg","role":"still","sha256":"82d0ffa351496b1a1431dc36b673a534b129ac705c23072976dde9d3ea5ba9b2"}],"note":"у чёрного входа, «Әділ» сказал: it''s Төлеген","offence":"koap-434","persons":2,"place":"Школа № 4","salt":"e022682e82a1148290190fcd67f74b24","vehicles":0}', X'D7C0F45A6039709AD6DC80C457A2CDE11D462D6D224380F72BA40C2592602842', X'A5800F6D33DD9B42AC3B0BE35DC97816156849AECA5D2BC3C901EDAAB3B66AC0', X'F9660AD16A45EEBD81D839BC41B964E1F3654E7D74FC080FD76AD95E34731671');
insert into entry values (5, '2026-11-23T18:04:04.000028Z', 300, 'пост-1', 'Әсел', 'violation amended', '{"action":"patrol sent","alert_id":"5d1f0c3b9a7e4d2c8b6a5f4e3d2c1b0a","alert_seq":2,"article":"434","at_utc":"2026-11-23T18:01:00.000000Z","camera_id":"cam-0402","camera_number":"0402","case_numbers":{"kui":"12-345"},"note":"у чёрного входа, «Әділ» сказал: it''s Төлеген","offence":"koap-434","persons":3,"place":"Школа № 4","salt":"a115ea8bcbccb1a164ea5ef60ab6ae3c","seq":4,"vehicles":0,"why":"подошёл третий"}', X'304F0A56A7C28801E7FA54682F47DDB010C30D5333DAE4FBA567A521D396A0D3', X'F9660AD16A45EEBD81D839BC41B964E1F3654E7D74FC080FD76AD95E34731671', X'9EC586DBDB2267A853F4DEB5892975926DEA2C0DE87376A6662AC228544A9882');
insert into entry values (6, '2026-11-23T18:05:05.000035Z', 300, 'пост-1', 'munara', 'alert raised', '{"alert_id":"00aa11bb22cc33dd44ee55ff66778899","at_utc":"2026-11-23T18:06:00.000000Z","camera_id":"cam-0402","camera_number":"0402","evidence":[{"bytes":23,"file":"evidence/2026/11/23/21c409f806066aa94ccdef5fb124c015ae4703be2be433279783d9d6d80a77e1.jpg","role":"still","sha256":"21c409f806066aa94ccdef5fb124c015ae4703be2be433279783d9d6d80a77e1"}],"place":"Школа № 4","priority":3,"rule":"loiter","salt":"c1eee3b275c1993648938b604fa79721","zone":"gate"}', X'8614A5CFF5DB4859ABF0C00C5B6853E89395A3168202A3EB976A709F271DF18A', X'9EC586DBDB2267A853F4DEB5892975926DEA2C0DE87376A6662AC228544A9882', X'DC42FAC562ECCD46F0B0E40091808BFE2574A4E38718C2B1D2AFFE4FFAAB990A');
insert into entry values (7, '2026-11-23T18:06:06.000042Z', 300, 'пост-1', 'Анна', 'alert dismissed', '{"alert_id":"00aa11bb22cc33dd44ee55ff66778899","camera_id":"cam-0402","camera_number":"0402","place":"Школа № 4","reason":"nothing there","salt":"bba3aa94395d0313c1d3fda809132025"}', X'88A0CD94CF8258AB3D1C079CD93027F53F36D88E00E64D4CA45ED7971792E81B', X'DC42FAC562ECCD46F0B0E40091808BFE2574A4E38718C2B1D2AFFE4FFAAB990A', X'6CACF47BD258734D099F37A28637C7701426A39A8237639DC3B2B849CA24DE09');
insert into entry values (8, '2026-11-23T18:07:07.000049Z', 300, 'пост-1', 'Анна', 'violation recorded', '{"action":"","alert_id":"","alert_seq":null,"article":"190","at_utc":"2026-11-23T18:05:00.000000Z","camera_id":"","camera_number":"","case_numbers":{},"note":"=HYPERLINK(\"x\") 👮‍♀️ ‮\u0000 конец\nвторая строка","offence":"uk-190","persons":0,"place":"звонок","salt":"9fee82ae7e950ff836afc8451347884a","vehicles":0}', X'2A9DC4CB7B48B8A57589B3B8426251DCED654A20EFFDDF4192E991A3355057FA', X'6CACF47BD258734D099F37A28637C7701426A39A8237639DC3B2B849CA24DE09', X'FDA45D20D1215BB997C90AA6151F0A803167A677506FFC8BBF3D204F1647E4A2');
insert into entry values (9, '2026-11-23T18:08:08.000056Z', 300, 'пост-1', 'Анна', 'violation voided', '{"action":"","alert_id":"","alert_seq":null,"article":"190","at_utc":"2026-11-23T18:05:00.000000Z","camera_id":"","camera_number":"","case_numbers":{},"note":"=HYPERLINK(\"x\") 👮‍♀️ ‮\u0000 конец\nвторая строка","offence":"uk-190","persons":0,"place":"звонок","salt":"817ae400f3fc2039a620240a6d2d94d3","seq":8,"vehicles":0,"why":"записано дважды"}', X'9951CF8FDD1C983A499FD4998B42012A460AF2CE6A87C93BF0A15CACEC3E1950', X'FDA45D20D1215BB997C90AA6151F0A803167A677506FFC8BBF3D204F1647E4A2', X'8699FB110868B194BA18EAD4535DD9AFE574B3F7F407DD98CE7AE5EA2309219B');
insert into entry values (10, '2026-11-23T18:09:09.000063Z', 300, 'пост-1', 'munara', 'camera lost', '{"camera_id":"cam-0402","camera_number":"0402","failure":"timeout","place":"Школа № 4","salt":"bbde732f27447bad7d3050b217d32ff9","since_utc":"2026-11-23T18:09:00.000000Z","unrecorded":0}', X'7980EDD145762BC910090088AB7886E400D0543D321514FF3F2EE8EA8925008E', X'8699FB110868B194BA18EAD4535DD9AFE574B3F7F407DD98CE7AE5EA2309219B', X'589B3765FB535ADB6AB54E2862E65623C2F5E2B519A2AFF96FAF0D885D983091');
insert into entry values (11, '2026-11-23T18:10:10.000070Z', 300, 'пост-1', 'Анна', 'bulletin', '{"salt":"0212e24baa28b92ca762d9636fe60923","text":"пропал ребёнок, 7 лет, красная куртка"}', X'F95A0C206B6465D9D0F23109F59360480E5AA0775052EBA0FC6E8F0DCC59A619', X'589B3765FB535ADB6AB54E2862E65623C2F5E2B519A2AFF96FAF0D885D983091', X'B61BE308179FDBC03D86AC748CDED07C54CE29DA7A87F3E156114206BD93E917');
insert into entry values (12, '2026-11-23T18:11:11.000077Z', 300, 'пост-1', 'Анна', 'desk closed', '{"salt":"470e4e7138a65200419bdb3c6ed4f9ce"}', X'89F7E9EC54A05E08FE3774099120B7E679CD41876AC3FA0A50E3CF7C3D5E91E8', X'B61BE308179FDBC03D86AC748CDED07C54CE29DA7A87F3E156114206BD93E917', X'4F6542C0C4069D34BCD3E9CFBC831C6893E8E8AC92377E16C95DCC815A19C9C5');
insert into entry_subject values (1, '', '', '');
insert into entry_subject values (2, 'cam-0402', '0402', 'Школа № 4');
insert into entry_subject values (3, '', '', '');
insert into entry_subject values (4, 'cam-0402', '0402', 'Школа № 4');
insert into entry_subject values (5, 'cam-0402', '0402', 'Школа № 4');
insert into entry_subject values (6, 'cam-0402', '0402', 'Школа № 4');
insert into entry_subject values (7, 'cam-0402', '0402', 'Школа № 4');
insert into entry_subject values (8, '', '', 'звонок');
insert into entry_subject values (9, '', '', 'звонок');
insert into entry_subject values (10, 'cam-0402', '0402', 'Школа № 4');
insert into entry_subject values (11, '', '', '');
insert into entry_subject values (12, '', '', '');
insert into entry_search (rowid, words) values (1, 'анна');
insert into entry_search (rowid, words) values (2, 'munara
5d1f0c3b9a7e4d2c8b6a5f4e3d2c1b0a
2026-11-23t18:01:00.000000z
cam-0402
0402
person
школа № 4
loiter
gate');
insert into entry_search (rowid, words) values (3, 'анна
5d1f0c3b9a7e4d2c8b6a5f4e3d2c1b0a');
insert into entry_search (rowid, words) values (4, 'анна
patrol sent
5d1f0c3b9a7e4d2c8b6a5f4e3d2c1b0a
434
2026-11-23t18:01:00.000000z
cam-0402
0402
12-345
у черного входа, «әділ» сказал: it''s төлеген
koap-434
школа № 4
мелкое хулиганство
ұсақ бұзақылық
petty hooliganism');
insert into entry_search (rowid, words) values (5, 'әсел
patrol sent
5d1f0c3b9a7e4d2c8b6a5f4e3d2c1b0a
434
2026-11-23t18:01:00.000000z
cam-0402
0402
12-345
у черного входа, «әділ» сказал: it''s төлеген
koap-434
школа № 4
подошел третий
мелкое хулиганство
ұсақ бұзақылық
petty hooliganism');
insert into entry_search (rowid, words) values (6, 'munara
00aa11bb22cc33dd44ee55ff66778899
2026-11-23t18:06:00.000000z
cam-0402
0402
школа № 4
loiter
gate');
insert into entry_search (rowid, words) values (7, 'анна
00aa11bb22cc33dd44ee55ff66778899
cam-0402
0402
школа № 4
nothing there');
insert into entry_search (rowid, words) values (8, cast(x'd0b0d0bdd0bdd0b00a0a0a3139300a323032362d31312d32337431383a30353a30302e3030303030307a0a0a0a3d68797065726c696e6b282278222920f09f91aee2808de29980efb88f20e280ae0020d0bad0bed0bdd0b5d1860ad0b2d182d0bed180d0b0d18f20d181d182d180d0bed0bad0b00a756b2d3139300ad0b7d0b2d0bed0bdd0bed0ba0ad0bcd0bed188d0b5d0bdd0bdd0b8d187d0b5d181d182d0b2d0be0ad0b0d0bbd0b0d18fd29bd182d18bd29b0a6672617564' as text));
insert into entry_search (rowid, words) values (9, cast(x'd0b0d0bdd0bdd0b00a0a0a3139300a323032362d31312d32337431383a30353a30302e3030303030307a0a0a0a3d68797065726c696e6b282278222920f09f91aee2808de29980efb88f20e280ae0020d0bad0bed0bdd0b5d1860ad0b2d182d0bed180d0b0d18f20d181d182d180d0bed0bad0b00a756b2d3139300ad0b7d0b2d0bed0bdd0bed0ba0ad0b7d0b0d0bfd0b8d181d0b0d0bdd0be20d0b4d0b2d0b0d0b6d0b4d18b0ad0bcd0bed188d0b5d0bdd0bdd0b8d187d0b5d181d182d0b2d0be0ad0b0d0bbd0b0d18fd29bd182d18bd29b0a6672617564' as text));
insert into entry_search (rowid, words) values (10, 'munara
cam-0402
0402
timeout
школа № 4
2026-11-23t18:09:00.000000z');
insert into entry_search (rowid, words) values (11, 'анна
пропал ребенок, 7 лет, красная куртка');
insert into entry_search (rowid, words) values (12, 'анна');
pragma application_id = 1299541601;
pragma user_version = 1;
commit;
