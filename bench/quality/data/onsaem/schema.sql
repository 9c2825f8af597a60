-- PostgreSQL (EMR) 덤프 일부와 MS SQL (LIS)
CREATE SCHEMA emr_ord;
CREATE SCHEMA emr_pt;
CREATE TABLE emr_pt.tb_pt_bsis_m (pt_no varchar(10) NOT NULL, pt_nm varchar(60), rrn_enc bytea, birth_dt date, hnr_mig_yn char(1), created_at timestamptz);
COMMENT ON TABLE emr_pt.tb_pt_bsis_m IS '환자 기본 마스터';
CREATE TABLE emr_ord.tb_or_ordr_h (ordr_no bigint, pt_no varchar(10), ordr_cd varchar(12), ordr_dt date, dodam_push_yn char(1));
COMMENT ON TABLE emr_ord.tb_or_ordr_h IS '처방 이력';
CREATE TABLE emr_ord.tb_or_medi_d (ordr_no bigint, medi_cd varchar(12), qty numeric);
CREATE INDEX ix_or_ordr_h_03 ON emr_ord.tb_or_ordr_h (pt_no, ordr_dt);
CREATE SEQUENCE emr_ord.sq_or_ordr_no;
CREATE VIEW emr_ord.vw_or_today AS SELECT * FROM emr_ord.tb_or_ordr_h;
CREATE TABLE emr_pt.tb_pt_rsvt_l (rsvt_no bigint, pt_no varchar(10), dept_cd varchar(6), rsvt_dtm timestamptz);
CREATE FUNCTION emr_ord.fn_or_dur_check(p_pt varchar) RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql;
CREATE TABLE dbo.LIS_SPCM_MST (SPCM_NO varchar(14), PT_NO varchar(10), RSLT_VAL varchar(40));
CREATE TABLE dbo.LIS_RSLT_HIS (SPCM_NO varchar(14), ITEM_CD varchar(8), MIRPACS_KEY varchar(40));
GO
CREATE PROCEDURE dbo.USP_LIS_RSLT_SAVE @SPCM_NO varchar(14) AS SELECT 1
GO
