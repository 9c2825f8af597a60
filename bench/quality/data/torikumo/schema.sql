-- MySQL 8.0
CREATE DATABASE `kwsm_ledger`;
CREATE TABLE `kwsm_ledger`.`kw_wallet` (`wallet_id` bigint NOT NULL, `player_id` bigint, `balance` bigint, `asagao_flag` tinyint, `created_at` datetime, PRIMARY KEY (`wallet_id`)) COMMENT='지갑';
CREATE TABLE `kwsm_ledger`.`kw_tx_journal` (`tx_id` bigint, `wallet_id` bigint, `amount` bigint, `pg_code` varchar(8), `memo` text, KEY `ix_kw_tx_01` (`wallet_id`,`tx_id`)) COMMENT='거래 원장';
CREATE TABLE `match_core`.`mc_room` (`room_id` char(16), `season` int, `onigiri_key` varchar(64));
CREATE TABLE `match_core`.`mc_rating_hist` (`player_id` bigint, `mmr` int, `at` datetime);
CREATE TABLE `bss`.`subscriber_line` (`line_id` bigint, `msisdn` varchar(15), `imsi` char(15), `plan_cd` varchar(8));
CREATE VIEW `match_core`.`v_active_room` AS SELECT * FROM `match_core`.`mc_room`;
