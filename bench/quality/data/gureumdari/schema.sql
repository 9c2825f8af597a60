-- PostgreSQL 15
CREATE SCHEMA anchor;
CREATE TABLE anchor.principal (principal_id uuid PRIMARY KEY, tenant_id text, login text, mfa boolean, created_at timestamptz);
CREATE TABLE anchor.grant_edge (grant_id bigint, principal_id uuid, role_key text, haneul_visible boolean);
CREATE TABLE ledger.lg_usage_hour (tenant_id text, sku text, qty numeric, hour timestamptz);
CREATE TABLE ledger.lg_invoice (invoice_no text, tenant_id text, amount numeric, issued_on date, dari_bundle_yn boolean);
CREATE TABLE jcd.hv_node (node_id text, az text, ip inet, gpu_model text);
CREATE TABLE jcd.vm_placement (vm_id text, node_id text, tenant_id text, vpc_id text);
CREATE MATERIALIZED VIEW ledger.mv_daily_bill AS SELECT 1;
CREATE FUNCTION jcd.fn_evacuate(p_node text) RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql;
