-- The journal, version 2: what the law makes us erase goes through one guarded path.
-- Upgrades version 1 (v1.sql), whose columns stay as they are.

-- The one change that an entry takes: its body goes, and only where a later entry says that it was erased, by
-- whose number and hash the body is known. What tells of holds, erasures and signed heads never goes.
drop trigger if exists entry_never_changes;

create trigger entry_never_changes before update on entry
when (
    old.body is not null and new.body is null
    and new.seq is old.seq
    and new.at_utc is old.at_utc
    and new.utc_offset_min is old.utc_offset_min
    and new.desk is old.desk
    and new.actor is old.actor
    and new.kind is old.kind
    and new.body_hash is old.body_hash
    and new.prev_hash is old.prev_hash
    and new.hash is old.hash
    and old.kind not in ('evidence held', 'evidence released', 'evidence erased', 'head signed')
    and exists (
        select 1 from entry e
        where e.kind = 'evidence erased'
          and case when json_valid(e.body) then json_extract(e.body, '$.seq') end = +old.seq
          and e.seq > old.seq
          and json_extract(e.body, '$.file') = ''
          and json_extract(e.body, '$.sha256') = lower(hex(old.body_hash))
    )
) is not true
begin select raise(abort, 'entries are never changed'); end;

-- Which entries speak of an entry: its holds and erasures, its late clips, its corrections.
create index entry_by_named on entry (case when json_valid(body) then json_extract(body, '$.seq') end)
where kind = 'evidence stored' or kind = 'evidence held' or kind = 'evidence released'
   or kind = 'evidence erased' or kind = 'violation amended' or kind = 'violation voided';

-- Which entries speak of an alert.
create index entry_by_alert on entry (case when json_valid(body) then json_extract(body, '$.alert_id') end)
where kind = 'alert raised' or kind = 'alert dismissed' or kind = 'alert reopened' or kind = 'alert expired'
   or kind = 'evidence stored' or kind = 'violation recorded';

-- Bodies that went and may have left words in the search's index, or pages in the log; empty once those went, too.
create table trace (
    seq integer primary key references entry (seq)  -- of the entry
) strict;
