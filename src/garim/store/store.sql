-- One set of statements for SQLite and PostgreSQL; the tables are made in migrations/. `-- name:` starts a statement;
-- ?1 is $1 in PostgreSQL.

-- name: version
SELECT version_num FROM garim_schema;

-- name: meta
SELECT name, value FROM garim_meta;

-- name: set_meta
INSERT INTO garim_meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: keys
SELECT id, purpose, wrapped FROM garim_keys ORDER BY id;

-- name: add_key
INSERT INTO garim_keys (id, purpose, wrapped, made) VALUES (?1, ?2, ?3, ?4);

-- name: rewrap
UPDATE garim_keys SET wrapped = ?2 WHERE id = ?1;

-- name: drop_key
DELETE FROM garim_keys WHERE id = ?1;

-- A row that was sealed under none of the two newest keys is not taken: whoever rotates destroys those before them.
-- name: put
INSERT INTO garim_vault (scope, batch, key, sealed, owner, made, used)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?6
WHERE (SELECT COUNT(*) FROM garim_keys WHERE purpose = 'data' AND id > ?3) < 2
ON CONFLICT (scope, batch) DO UPDATE SET used = excluded.used
RETURNING key;

-- name: use
UPDATE garim_vault SET used = ?3 WHERE scope = ?1 AND used >= ?2 RETURNING made, batch, key, sealed;

-- name: forget_idle
DELETE FROM garim_vault WHERE used <= ?1 RETURNING 1;

-- name: forget_scope
DELETE FROM garim_vault WHERE scope = ?2 AND used <= ?1 RETURNING 1;

-- name: forget_owner
DELETE FROM garim_vault WHERE owner = ?2 AND used <= ?1 RETURNING 1;

-- name: vault_stale
SELECT scope, batch, key, sealed FROM garim_vault WHERE key <> ?1 LIMIT ?2;

-- name: vault_reseal
UPDATE garim_vault SET key = ?3, sealed = ?4 WHERE scope = ?1 AND batch = ?2;

-- name: page_put
INSERT INTO garim_page (name, room, part, version, key, sealed, made, used, keep_until)
SELECT ?1, ?2, ?3, CAST(?9 AS BIGINT), ?7, ?4, ?5, ?5, ?8
WHERE (CAST(?6 AS BIGINT) <= 0 OR EXISTS (SELECT 1 FROM garim_page WHERE name = ?1))
AND (SELECT COUNT(*) FROM garim_keys WHERE purpose = 'data' AND id > ?7) < 2
ON CONFLICT (name) DO UPDATE SET part = excluded.part, version = garim_page.version + 1, key = excluded.key,
sealed = excluded.sealed, used = excluded.used, keep_until = excluded.keep_until
WHERE CAST(?6 AS BIGINT) < 0 OR garim_page.version = CAST(?6 AS BIGINT)
RETURNING version;

-- name: page_get
SELECT name, version, key, sealed, made, used FROM garim_page WHERE name = ?1;

-- name: page_all
SELECT name, version, key, sealed, made, used FROM garim_page WHERE room = ?1 ORDER BY made, name;

-- name: page_part
SELECT name, version, key, sealed, made, used FROM garim_page WHERE part = ?1 ORDER BY made, name;

-- name: page_forget
DELETE FROM garim_page WHERE name = ?1 RETURNING version;

-- name: page_forget_part
DELETE FROM garim_page WHERE part = ?1 RETURNING version;

-- name: page_forget_idle
DELETE FROM garim_page WHERE (keep_until = 0 AND used <= ?1) OR (keep_until > 0 AND keep_until <= ?2) RETURNING version;

-- name: page_stale
SELECT name, key, sealed FROM garim_page WHERE key <> ?1 LIMIT ?2;

-- name: page_reseal
UPDATE garim_page SET key = ?2, sealed = ?3 WHERE name = ?1;

-- name: last
SELECT number, hash FROM garim_audit ORDER BY number DESC LIMIT 1;

-- name: at
SELECT number, record, hash FROM garim_audit WHERE number = ?1;

-- name: append
INSERT INTO garim_audit (number, record, hash) VALUES (?1, ?2, ?3);

-- name: append_after
INSERT INTO garim_audit (number, record, hash)
SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM garim_audit WHERE number = ?4 AND hash = ?5);

-- name: append_locked
INSERT INTO garim_audit (number, record, hash)
SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM garim_audit WHERE number = ?4 AND hash = ?5) AND pg_try_advisory_xact_lock(?6)
RETURNING number;

-- name: page
SELECT number, record, hash FROM garim_audit WHERE number > ?1 ORDER BY number LIMIT 1000;

-- name: cut
DELETE FROM garim_audit WHERE number <= ?1 RETURNING 1;

-- name: checkpoints
SELECT size, head, frontier, note FROM garim_checkpoints ORDER BY size;

-- name: last_checkpoint
SELECT size, head, frontier, note FROM garim_checkpoints ORDER BY size DESC LIMIT 1;

-- name: add_checkpoint
INSERT INTO garim_checkpoints (size, head, frontier, note) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (size) DO NOTHING;

-- name: clients
SELECT id, digest, document FROM garim_clients ORDER BY id;

-- name: set_client
INSERT INTO garim_clients (id, digest, document) VALUES (?1, ?2, ?3)
ON CONFLICT (id) DO UPDATE SET digest = excluded.digest, document = excluded.document;

-- name: spend
INSERT INTO garim_budgets (client, period, what, used) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (client, period, what) DO UPDATE SET used = garim_budgets.used + excluded.used RETURNING used;

-- name: spent
SELECT client, what, used FROM garim_budgets WHERE period = ?1;

-- name: drop_spent
DELETE FROM garim_budgets WHERE period < ?1 RETURNING 1;

-- name: lease
SELECT state, version FROM garim_leases WHERE name = ?1;

-- name: lease_add
INSERT INTO garim_leases (name, state, version, used) VALUES (?1, '', 0, 0) ON CONFLICT (name) DO NOTHING RETURNING version;

-- name: lease_set
UPDATE garim_leases SET state = ?2, version = version + 1, used = ?4 WHERE name = ?1 AND version = ?3 RETURNING version;

-- name: lease_idle
DELETE FROM garim_leases WHERE used <= ?1 RETURNING 1;
