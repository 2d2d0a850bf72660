-- The projections of version 1 (v1.sql): made again from the entries by `munara journal rebuild`.

-- What an entry is about, for filters.
create table entry_subject (
    seq           integer primary key references entry (seq),  -- of the entry
    camera_id     text not null,  -- "" where no camera is concerned
    camera_number text not null,  -- as the dispatcher types it: 0402
    place         text not null   -- the place's name as it was then
) strict;

create index entry_by_camera_id on entry_subject (camera_id, seq) where camera_id <> '';
create index entry_by_camera_number on entry_subject (camera_number, seq) where camera_number <> '';

-- Words of an entry as projection.py makes them, folded and marked; rowid = seq. SQLite takes no letter for
-- another: й is no и, and that қ is found by к is done before.
create virtual table entry_search using fts5 (
    words,  -- actor, every text in the body, and an offence's names in all three languages
    tokenize = 'unicode61 remove_diacritics 0',
    prefix = '2 3 4'
);

-- No record waits for the index to be merged, but every 64th would: the writer does that when nothing waits.
insert into entry_search (entry_search, rank) values ('automerge', 0);
insert into entry_search (entry_search, rank) values ('crisismerge', 64);
