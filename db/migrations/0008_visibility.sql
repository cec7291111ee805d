-- 0008 Whether the caller sees a record or a file, asked once a row by the policies of the log and of evidence.

-- Each kind that is asked for often has its own statement, which a session plans once; a statement put together from
-- the kind's name is planned anew for every row, and took most of the time of a child's file.
CREATE OR REPLACE FUNCTION record_visible(of_township text, of_kind text, of_record uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE found boolean;
BEGIN
  -- Runs as the caller: the register's own row policy decides.
  CASE of_kind
    WHEN 'child' THEN
      RETURN EXISTS (SELECT FROM child t WHERE t.township = of_township AND t.id = of_record);
    WHEN 'visit' THEN
      RETURN EXISTS (SELECT FROM visit t WHERE t.township = of_township AND t.id = of_record);
    WHEN 'household' THEN
      RETURN EXISTS (SELECT FROM household t WHERE t.township = of_township AND t.id = of_record);
    WHEN 'listing' THEN
      RETURN EXISTS (SELECT FROM listing t WHERE t.township = of_township AND t.id = of_record);
    WHEN 'childPlan' THEN
      RETURN EXISTS (SELECT FROM child_plan t WHERE t.township = of_township AND t.id = of_record);
    WHEN 'responsibilityTeam' THEN
      RETURN EXISTS (SELECT FROM responsibility_team t WHERE t.township = of_township AND t.id = of_record);
    WHEN 'verification' THEN
      RETURN EXISTS (SELECT FROM verification t WHERE t.township = of_township AND t.id = of_record);
    WHEN 'attestation' THEN
      RETURN EXISTS (SELECT FROM attestation t WHERE t.township = of_township AND t.id = of_record);
    ELSE
      EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE township = $1 AND id = $2)',
        lower(regexp_replace(of_kind, '([A-Z])', '_\1', 'g'))) INTO found USING of_township, of_record;
      RETURN found;
  END CASE;
END $$;

-- In a function of its own, like file_visible: as a condition of the policy, PostgreSQL gathers every use of every file
-- that the caller sees before it looks at one, which takes longer with each visit that is recorded.
CREATE FUNCTION file_used_visibly(of_township text, of_sha256 text) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  -- Runs as the caller: the row policy of `file_use` decides.
  RETURN EXISTS (SELECT FROM file_use u WHERE u.township = of_township AND u.sha256 = of_sha256);
END $$;
COMMENT ON FUNCTION file_used_visibly IS 'Whether a record that the caller may see names the file.';

ALTER POLICY readers ON file
  USING (township = (SELECT current_setting('app.township', true)) AND (
    account = (SELECT nullif(current_setting('app.account', true), ''))
    OR file_used_visibly(township, sha256)));
