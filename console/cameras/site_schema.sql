-- The site, version 6 (pragma user_version = 6): what an administrator keeps. Cameras' passwords stand in secrets/,
-- never here; of operators' passwords only a hash is kept, here and nowhere else.
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
    masks text not null default '[]',
    -- how detectors search the picture: tiles across and down, '3x2'; since version 5
    search_grid text not null default '1x1' check (search_grid glob '[1-4]x[1-4]'),
    -- what the picture's width spans where it matters; null: not known; since version 5
    scene_width_cm integer check (scene_width_cm > 0),
    -- on which side of the picture a neighbour lies, where that is known, as JSON: {"0403": "left", ...};
    -- left, right, up or down; since version 6
    neighbour_sides text not null default '{}'
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
-- who works here; since version 4
create table if not exists operator (
    -- the name, case folded: nobody is there twice
    folded text primary key,
    name text not null,
    role text not null check (role in ('dispatcher', 'shift lead', 'trainer', 'administrator')),
    -- argon2id, with its salt and cost
    secret_hash text not null,
    -- 1: the secret is a PIN
    pin integer not null check (pin in (0, 1)),
    -- empty while the person works here
    retired_utc text not null default ''
) strict;
-- wrong tries to sign in; no row where the last try was right. Since version 4
create table if not exists sign_in_try (
    -- of an operator; empty for every name that nobody has: people type passwords into the wrong field
    folded text primary key,
    wrong integer not null,
    -- no try counts before; ISO 8601, UTC
    wait_until_utc text not null,
    -- tries within that wait that were turned away
    turned_away integer not null default 0,
    -- those of them that have no entry in the journal
    unrecorded integer not null default 0
) strict;
-- changes of operators that the journal does not tell of yet, written with the change itself; since version 4
create table if not exists untold_operator (
    id integer primary key,
    actor text not null,
    -- the entry's body as JSON
    body text not null
) strict;
