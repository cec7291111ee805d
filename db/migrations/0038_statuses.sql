-- 0038 A register's address says `state` for current or ended: what a record has come to is its status.
ALTER TABLE problem RENAME COLUMN state TO status;
ALTER TABLE recommendation RENAME COLUMN state TO status;
ALTER TABLE accountability RENAME COLUMN state TO status;
