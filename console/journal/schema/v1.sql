-- The journal, version 1 (pragma user_version = 1, application_id = 0x4D756E61, "Muna").
-- The table `entry` is the truth. Its projections (v1_projections.sql) can be made again
-- from it at any time, and nothing that matters is decided by them.

create table entry (
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

create index entry_by_kind on entry (kind, seq);
create index entry_by_time on entry (at_utc);

create trigger entry_is_whole before insert on entry when new.body is null
begin select raise(abort, 'an entry begins with its body'); end;

-- Also against INSERT OR REPLACE, which deletes without asking the triggers for DELETE.
create trigger entry_follows_the_head before insert on entry
when new.seq <> coalesce((select max(seq) from entry), 0) + 1
  or new.prev_hash <> coalesce((select hash from entry order by seq desc limit 1), zeroblob(32))
  or exists (select 1 from entry where hash = new.hash)
begin select raise(abort, 'an entry follows the last one'); end;

create trigger entry_never_changes before update on entry
begin select raise(abort, 'entries are never changed'); end;

create trigger entry_never_goes before delete on entry
begin select raise(abort, 'entries are never deleted'); end;
