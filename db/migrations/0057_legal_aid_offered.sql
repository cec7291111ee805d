-- 0057 That the family of a victim was told of legal aid, and what they want of it.

ALTER TABLE rescue_plan ADD COLUMN legal_aid_on date, ADD COLUMN legal_aid text, ADD COLUMN legal_aid_why_sealed bytea;
