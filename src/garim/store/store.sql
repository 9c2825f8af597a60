-- One schema and one set of statements for SQLite and PostgreSQL. `-- name:` starts a statement; ?1 is $1 in PostgreSQL.

-- name: vault_table
-- Scopes and entries are sealed: a copy of this table tells nothing without the master key.
CREATE TABLE IF NOT EXISTS garim_vault (
    scope BYTEA NOT NULL,             -- HMAC of the scope's name
    batch BYTEA NOT NULL,             -- HMAC of the entries: what is put twice is stored once
    sealed BYTEA NOT NULL,            -- nonce and AES-256-GCM of the entries
    made DOUBLE PRECISION NOT NULL,   -- seconds since 1970
    used DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (scope, batch)
);

-- name: vault_index
CREATE INDEX IF NOT EXISTS garim_vault_used ON garim_vault (used);

-- name: audit_table
-- Append-only: hash = SHA-256 of the previous row's hash and this record.
CREATE TABLE IF NOT EXISTS garim_audit (
    number BIGINT PRIMARY KEY,
    record TEXT NOT NULL,
    hash TEXT NOT NULL
);

-- name: put
INSERT INTO garim_vault (scope, batch, sealed, made, used) VALUES (?1, ?2, ?3, ?4, ?4)
ON CONFLICT (scope, batch) DO UPDATE SET used = excluded.used;

-- name: get
SELECT batch, sealed FROM garim_vault WHERE scope = ?1 AND used >= ?2 ORDER BY made, batch;

-- name: touch
UPDATE garim_vault SET used = ?2 WHERE scope = ?1;

-- name: forget_idle
DELETE FROM garim_vault WHERE used <= ?1;

-- name: forget_scope
DELETE FROM garim_vault WHERE scope = ?2 AND used <= ?1;

-- name: last
SELECT number, hash FROM garim_audit ORDER BY number DESC LIMIT 1;

-- name: append
INSERT INTO garim_audit (number, record, hash) VALUES (?1, ?2, ?3);

-- name: page
SELECT number, record, hash FROM garim_audit WHERE number > ?1 ORDER BY number LIMIT 1000;

-- name: page_table
-- What people keep on the page: sealed documents. Every place is an HMAC; see store/history.py.
CREATE TABLE IF NOT EXISTS garim_page (
    name BYTEA PRIMARY KEY,           -- of owner, room and name
    room BYTEA NOT NULL,              -- of owner and room
    part BYTEA NOT NULL,              -- of owner, room and what it is part of
    version BIGINT NOT NULL,
    sealed BYTEA NOT NULL,            -- nonce and AES-256-GCM
    made DOUBLE PRECISION NOT NULL,
    used DOUBLE PRECISION NOT NULL
);

-- name: page_room_index
CREATE INDEX IF NOT EXISTS garim_page_room ON garim_page (room, made);

-- name: page_part_index
CREATE INDEX IF NOT EXISTS garim_page_part ON garim_page (part, made);

-- name: page_put
INSERT INTO garim_page (name, room, part, version, sealed, made, used) SELECT ?1, ?2, ?3, 1, ?4, ?5, ?5
WHERE CAST(?6 AS BIGINT) <= 0 OR EXISTS (SELECT 1 FROM garim_page WHERE name = ?1)
ON CONFLICT (name) DO UPDATE SET part = excluded.part, version = garim_page.version + 1, sealed = excluded.sealed, used = excluded.used
WHERE CAST(?6 AS BIGINT) < 0 OR garim_page.version = CAST(?6 AS BIGINT)
RETURNING version;

-- name: page_get
SELECT name, version, sealed, made, used FROM garim_page WHERE name = ?1;

-- name: page_all
SELECT name, version, sealed, made, used FROM garim_page WHERE room = ?1 ORDER BY made, name;

-- name: page_part
SELECT name, version, sealed, made, used FROM garim_page WHERE part = ?1 ORDER BY made, name;

-- name: page_forget
DELETE FROM garim_page WHERE name = ?1 RETURNING version;

-- name: page_forget_part
DELETE FROM garim_page WHERE part = ?1 RETURNING version;

-- name: page_forget_idle
DELETE FROM garim_page WHERE used <= ?1 RETURNING version;
