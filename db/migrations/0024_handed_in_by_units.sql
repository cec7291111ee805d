-- 0024 Units, schools and the police hand to the office as well what the server refused of their phones. What is no village's
-- is read by the office and by the account that handed it in.
ALTER TABLE handed_in ALTER COLUMN village DROP NOT NULL;
ALTER TABLE handed_in ADD COLUMN account text;

DROP POLICY readers ON handed_in;
DROP POLICY writers ON handed_in;
DROP POLICY amenders ON handed_in;
CREATE POLICY readers ON handed_in FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR account = (SELECT nullif(current_setting('app.account', true), ''))));
CREATE POLICY writers ON handed_in FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR account = (SELECT nullif(current_setting('app.account', true), ''))));
CREATE POLICY amenders ON handed_in FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR account = (SELECT nullif(current_setting('app.account', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR account = (SELECT nullif(current_setting('app.account', true), ''))));

-- What an account handed in itself (phones' packs).
CREATE INDEX handed_in_account ON handed_in (township, account, settled_on);
