-- The site, version 3 (pragma user_version = 3): what an administrator keeps. Passwords stand in secrets/, never here.
create table if not exists place (
    id text primary key,
    name text not null,
    kind text not null check (kind in ('school', 'kindergarten', 'crowded', 'street'))
) strict;
create table if not exists camera (
    id text primary key,
    -- what the dispatcher types to call the camera
    number text not null unique,
    name text not null,
    place_id text not null references place (id),
    -- addresses without their credentials
    main text not null,
    sub text,
    -- least score, in hundredths, at which a detection counts
    confidence_pct integer not null check (confidence_pct between 1 and 99),
    -- outlines as JSON: [[[x, y], ...], ...] in fractions of the picture
    ignore_zones text not null,
    -- numbers of cameras as JSON: ["0403", ...]; since version 2
    neighbours text not null default '[]',
    -- privacy masks, outlines like ignore_zones; since version 3
    masks text not null default '[]'
) strict;
-- changes that the journal does not tell of yet, written with the change itself; since version 2
create table if not exists unrecorded (
    id integer primary key,
    actor text not null,
    -- the entry's body as JSON
    body text not null
) strict;
create table if not exists zone (
    id text primary key,
    camera_id text not null references camera (id),
    -- the zone as JSON; console.alerts.zone knows its fields
    body text not null
) strict;
