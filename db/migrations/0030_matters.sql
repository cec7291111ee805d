-- 0030 Matters (a lead, a case), who is assigned to one, who is left out of one, and what is sealed in one.

CREATE TABLE matter_record (
  township text NOT NULL REFERENCES township (code),
  record uuid NOT NULL,
  matter uuid NOT NULL,
  kind text NOT NULL,
  -- A cover and the file behind it have one id.
  PRIMARY KEY (township, record, kind)
);
COMMENT ON TABLE matter_record IS 'To which matter each record of a matter belongs; written with the record. Ids only.';
-- What belongs to a matter, for those left out of it, and for its end.
CREATE INDEX matter_record_matter ON matter_record (township, matter);

CREATE TABLE matter_exclusion (
  township text NOT NULL REFERENCES township (code),
  id uuid NOT NULL,
  matter uuid NOT NULL,
  account text,
  role text,
  unit text,
  village text,
  school text,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (township, id),
  CHECK (num_nonnulls(account, role, unit, village, school) = 1)
);
COMMENT ON TABLE matter_exclusion IS 'Who is left out of a matter: an account, or everybody of a role, unit, village or school. Each actor sees only the lines that leave out the actor, and only row policies ask; no route does.';
-- The lines that leave out one actor, asked by every statement on a matter's tables.
CREATE INDEX matter_exclusion_matter ON matter_exclusion (township, matter);

ALTER TABLE matter_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE matter_record FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON matter_record FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)));
CREATE POLICY note ON matter_record FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)));
GRANT SELECT, INSERT ON matter_record TO hulei_app;

ALTER TABLE matter_exclusion ENABLE ROW LEVEL SECURITY;
ALTER TABLE matter_exclusion FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON matter_exclusion FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND (
    (SELECT current_setting('app.role', true) = 'system')
    OR account = (SELECT nullif(current_setting('app.account', true), ''))
    OR role = (SELECT nullif(current_setting('app.role', true), ''))
    OR unit = (SELECT nullif(current_setting('app.unit', true), ''))
    OR school = (SELECT nullif(current_setting('app.school', true), ''))
    OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY leave_out ON matter_exclusion FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) = 'system'));
GRANT SELECT, INSERT ON matter_exclusion TO hulei_app;

CREATE TABLE assignment (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  account text NOT NULL,
  holder text NOT NULL,
  title text NOT NULL,
  part text NOT NULL,
  "from" date NOT NULL,
  ended_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE assignment IS '指定承办人: 按姓名明确谁承办，只有承办人可以查看密封内容 (未成年人保护法 第一百零三条；个人信息保护法 第五十一条)';
ALTER TABLE assignment ENABLE ROW LEVEL SECURITY;
ALTER TABLE assignment FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON assignment FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR account = (SELECT nullif(current_setting('app.account', true), ''))));
CREATE POLICY left_out ON assignment AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON assignment FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR account = (SELECT nullif(current_setting('app.account', true), ''))));
CREATE POLICY amenders ON assignment FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR account = (SELECT nullif(current_setting('app.account', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR account = (SELECT nullif(current_setting('app.account', true), ''))));
GRANT SELECT, INSERT, UPDATE ON assignment TO hulei_app;


CREATE TABLE seal_opening (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  file uuid NOT NULL,
  account text NOT NULL,
  holder text NOT NULL,
  title text NOT NULL,
  purpose text NOT NULL,
  reason_sealed bytea,
  is_broken boolean NOT NULL,
  opened_on date NOT NULL,
  until timestamp with time zone NOT NULL,
  reviewed_on date,
  review_note_sealed bytea,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE seal_opening IS '密封查看登记: 谁在何时因何查看了密封内容；破封须写明理由、限时、告知、复核 (个人信息保护法 第五十一条；未成年人网络保护条例 第三十六条)';
ALTER TABLE seal_opening ENABLE ROW LEVEL SECURITY;
ALTER TABLE seal_opening FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON seal_opening FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'system')) OR account = (SELECT nullif(current_setting('app.account', true), ''))));
CREATE POLICY left_out ON seal_opening AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON seal_opening FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR account = (SELECT nullif(current_setting('app.account', true), ''))));
CREATE POLICY amenders ON seal_opening FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR account = (SELECT nullif(current_setting('app.account', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR account = (SELECT nullif(current_setting('app.account', true), ''))));
GRANT SELECT, INSERT, UPDATE ON seal_opening TO hulei_app;


CREATE TABLE sealed_person (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  code text NOT NULL,
  part text NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE sealed_person IS '密封身份: 被害人、未成年证人、失足青少年、举报人及家属只以代号出现 (未成年人保护法 第一百零三条、第一百一十条；预防未成年人犯罪法 第五十九条)';
ALTER TABLE sealed_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE sealed_person FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON sealed_person FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON sealed_person AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON sealed_person FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('public', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON sealed_person FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('public', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('public', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON sealed_person TO hulei_app;


CREATE TABLE sealed_file (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  name_sealed bytea,
  resident_id_sealed bytea,
  born_on_sealed bytea,
  phone_sealed bytea,
  address_sealed bytea,
  school_sealed bytea,
  guardian_sealed bytea,
  child_sealed bytea,
  story_sealed bytea,
  evidence_at_sealed bytea,
  photos text[],
  age_band text,
  sex text,
  relation text,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE sealed_file IS '密封档案: 密封保存身份和陈述，凭指定或破封才能查看，每次留痕 (未成年人保护法 第一百零三条、第一百一十条；个人信息保护法 第二十八条至第三十一条)';
ALTER TABLE sealed_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE sealed_file FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON sealed_file FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR id = ANY (ARRAY(SELECT o.file FROM seal_opening o WHERE o.township = (SELECT current_setting('app.township', true)) AND o.account = (SELECT nullif(current_setting('app.account', true), '')) AND o.until > now()))));
CREATE POLICY left_out ON sealed_file AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON sealed_file FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('public', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL)) OR id = ANY (ARRAY(SELECT o.file FROM seal_opening o WHERE o.township = (SELECT current_setting('app.township', true)) AND o.account = (SELECT nullif(current_setting('app.account', true), '')) AND o.until > now()))));
CREATE POLICY amenders ON sealed_file FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('public', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL)) OR id = ANY (ARRAY(SELECT o.file FROM seal_opening o WHERE o.township = (SELECT current_setting('app.township', true)) AND o.account = (SELECT nullif(current_setting('app.account', true), '')) AND o.until > now()))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('public', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL)) OR id = ANY (ARRAY(SELECT o.file FROM seal_opening o WHERE o.township = (SELECT current_setting('app.township', true)) AND o.account = (SELECT nullif(current_setting('app.account', true), '')) AND o.until > now()))));
GRANT SELECT, INSERT, UPDATE ON sealed_file TO hulei_app;


-- Who a matter's people are; whose matters are these (asked by the policies of every kind of matter).
CREATE INDEX assignment_account ON assignment (township, account, matter) WHERE ended_on IS NULL;
CREATE INDEX assignment_matter ON assignment (township, matter);
-- What is open to an account now (asked by the policy of sealed_file), and who opened a file.
CREATE INDEX seal_opening_account ON seal_opening (township, account, until);
CREATE INDEX seal_opening_file ON seal_opening (township, file);
-- The covers and files of a matter; whether a drawn code is taken.
CREATE INDEX sealed_person_matter ON sealed_person (township, matter);
CREATE INDEX sealed_person_code ON sealed_person (township, code);
CREATE INDEX sealed_file_matter ON sealed_file (township, matter);

-- Past the application, too: a file opens to somebody assigned, or to somebody who broke the seal with a reason.
ALTER TABLE seal_opening ADD CONSTRAINT broken_with_reason CHECK (NOT is_broken OR reason_sealed IS NOT NULL);
CREATE POLICY assigned_or_broken ON seal_opening AS RESTRICTIVE FOR INSERT TO hulei_app
  WITH CHECK ((SELECT current_setting('app.role', true) = 'system')
    OR (account = (SELECT nullif(current_setting('app.account', true), '')) AND (is_broken OR EXISTS (
      SELECT FROM assignment a WHERE a.township = seal_opening.township AND a.matter = seal_opening.matter
        AND a.account = seal_opening.account AND a.ended_on IS NULL))));

-- Whoever is left out of a matter is left out of its log, its readings and its files as well, without a gap.
CREATE POLICY left_out ON act_log AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system') OR record IS NULL
    OR record <> ALL (ARRAY(SELECT r.record FROM matter_record r JOIN matter_exclusion e ON e.township = r.township AND e.matter = r.matter)));
CREATE POLICY left_out ON act_change AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR record <> ALL (ARRAY(SELECT r.record FROM matter_record r JOIN matter_exclusion e ON e.township = r.township AND e.matter = r.matter)));
CREATE POLICY left_out ON read_log AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) IN ('system', 'read-log')) OR record IS NULL
    OR record <> ALL (ARRAY(SELECT r.record FROM matter_record r JOIN matter_exclusion e ON e.township = r.township AND e.matter = r.matter)));
CREATE POLICY left_out ON file_use AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR record <> ALL (ARRAY(SELECT r.record FROM matter_record r JOIN matter_exclusion e ON e.township = r.township AND e.matter = r.matter)));

-- A reporter hands in what they may not see again: photos of a sealed file are named under the pseudonym that sent them.
CREATE POLICY hand_in ON file_use FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) = 'public') AND kind = 'sealedFile'
    AND file_visible(township, sha256));
CREATE POLICY hand_in ON file_promise FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) = 'public') AND kind = 'sealedFile'
    AND account = (SELECT nullif(current_setting('app.account', true), '')));
