-- 0020 A hazard that is ticked has its photo beside it: hazard id -> SHA-256 of photos that the visit names anyway, so
-- that evidence, promises and originals stay as they are.
ALTER TABLE visit ADD COLUMN hazard_photos jsonb;
