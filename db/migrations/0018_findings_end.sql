-- 0018 A finding that was put right or taken back leaves the list of what is open, and the work packs of phones.
-- The register is as old as the migration before this one: there is nothing to fill in.
ALTER TABLE finding ADD COLUMN ended_on date;
