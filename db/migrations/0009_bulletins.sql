-- 0009 What holds of bulletins whoever asks the database: drafts are for those who write and sign them, numbers are not
-- given twice, and what was issued never changes.

-- On top of the readers: only rows that are no drafts, except for these roles.
CREATE POLICY drafts ON bulletin AS RESTRICTIVE FOR SELECT TO hulei_app
  USING (status <> 'draft' OR (SELECT current_setting('app.role', true) IN ('office', 'leader', 'system')));

-- A number is given once in a township's year.
CREATE UNIQUE INDEX bulletin_number ON bulletin (township, (extract(year FROM issued_on)), issue_number)
  WHERE issue_number IS NOT NULL;

-- Row policies see the old row or the new one, never both, so only a trigger can say that nothing may differ. It looks at
-- the one row alone, which a cluster can do on every shard.
CREATE FUNCTION keep_issued_bulletin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'draft' THEN
    RETURN NEW;
  END IF;
  -- That another has replaced it is the one thing that may still be said of it; `version` names the act that said so.
  IF OLD.status = 'issued' AND NEW.status = 'superseded'
    AND to_jsonb(NEW) - 'status' - 'version' = to_jsonb(OLD) - 'status' - 'version' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'A bulletin that was issued never changes' USING ERRCODE = 'check_violation';
END $$;
COMMENT ON FUNCTION keep_issued_bulletin() IS 'Refuses any change of a bulletin that is no longer a draft, but that it was superseded.';
CREATE TRIGGER issued_stays BEFORE UPDATE ON bulletin FOR EACH ROW EXECUTE FUNCTION keep_issued_bulletin();
