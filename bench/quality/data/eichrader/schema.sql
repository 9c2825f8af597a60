-- Auszug SQL Server (MES) und SAP-Z-Tabellen
CREATE SCHEMA fraes;
GO
CREATE TABLE fraes.Auftrag (AuftragNr nvarchar(12), MaschineNr nvarchar(10), Charge nvarchar(20), KranichRef nvarchar(40), erstellt_am datetime2);
GO
CREATE TABLE fraes.SpindelMesswert (MessId bigint, MaschineNr nvarchar(10), Temp decimal(5,1), spw_alarm bit);
GO
CREATE TABLE fraes.Ruestplan (RuestId int, AuftragNr nvarchar(12), Schicht char(1));
GO
CREATE VIEW fraes.vOffeneAuftraege AS SELECT * FROM fraes.Auftrag WHERE Charge IS NULL;
GO
CREATE PROCEDURE fraes.uspAuftragAbschluss @AuftragNr nvarchar(12) AS SELECT 1
GO
CREATE TABLE SAPEP1.ZEWM_FERTAUF (MANDT nvarchar(3), AUFNR nvarchar(12), ZZKRANICH_ID nvarchar(20), ERDAT nvarchar(8));
GO
CREATE TABLE SAPEP1.ZEWM_SPINDEL_LOG (MANDT nvarchar(3), SERNR nvarchar(18), ZZSPW_CODE nvarchar(6));
GO
