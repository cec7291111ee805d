-- 0003 Organisation (posts) and the children room: households, children, listings, plans, teams.
-- Tables, grants and policies begin as `hulei kinds sql` prints them; indexes and remarks are added here.

CREATE TABLE post (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  account text NOT NULL,
  holder text NOT NULL,
  title text NOT NULL,
  role text NOT NULL,
  post_unit text NOT NULL,
  villages text[] NOT NULL DEFAULT '{}',
  at_school text,
  "from" date NOT NULL,
  "to" date,
  approved_by text,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE post IS '岗位: 明确谁以什么身份查看和办理 (五(一)；未成年人网络保护条例 第三十六条)';
ALTER TABLE post ENABLE ROW LEVEL SECURITY;
ALTER TABLE post FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON post FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('administrator', 'office', 'leader', 'discipline', 'auditor', 'system'))));
CREATE POLICY writers ON post FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('administrator', 'system'))));
CREATE POLICY amenders ON post FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('administrator', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('administrator', 'system'))));
GRANT SELECT, INSERT, UPDATE ON post TO hulei_app;
 

CREATE TABLE household (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text NOT NULL,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  sort_key text COLLATE "C" NOT NULL,
  head_name text NOT NULL,
  head_phone_sealed bytea,
  hamlet text,
  address_sealed bytea,
  facts text[] NOT NULL DEFAULT '{}',
  members integer,
  closed_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE household IS '家庭: 以户为单位走访，掌握监护情况 (四(一)1、四(一)3)';
ALTER TABLE household ENABLE ROW LEVEL SECURITY;
ALTER TABLE household FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON household FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare', 'education', 'women']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY writers ON household FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY amenders ON household FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
GRANT SELECT, INSERT, UPDATE ON household TO hulei_app;

CREATE TABLE household_token (
  township text NOT NULL,
  token text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  village text,
  school text,
  unit text,
  PRIMARY KEY (township, token, id),
  FOREIGN KEY (township, id) REFERENCES household (township, id)
);
COMMENT ON TABLE household_token IS 'Search of household by name: characters, full pinyin and initials from each syllable on, read by ranges over COLLATE "C" since LIKE is not leakproof under row policies.';
-- Replacing a row''s tokens.
CREATE INDEX household_token_id ON household_token (township, id);
ALTER TABLE household_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE household_token FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON household_token FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare', 'education', 'women']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY writers ON household_token FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY amenders ON household_token FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
GRANT SELECT, INSERT, UPDATE ON household_token TO hulei_app;
GRANT DELETE ON household_token TO hulei_app;
CREATE POLICY removers ON household_token FOR DELETE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true))); 

CREATE TABLE child (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text NOT NULL,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  sort_key text COLLATE "C" NOT NULL,
  name text NOT NULL,
  sex text NOT NULL,
  resident_id_sealed bytea,
  resident_id_hash bytea,
  born_on date NOT NULL,
  hamlet text,
  household uuid,
  guardian_name text,
  guardian_relation text,
  guardian_phone_sealed bytea,
  grade text,
  address_sealed bytea,
  studies_elsewhere boolean,
  categories text[] NOT NULL DEFAULT '{}',
  left_on date,
  left_because text,
  merged_into uuid,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, household) REFERENCES household (township, id),
  FOREIGN KEY (township, merged_into) REFERENCES child (township, id)
);
COMMENT ON TABLE child IS '未成年人: 掌握辖区未成年人底数，落实一人一档一策 (四(一)1；未成年人保护法 第四十三条)';
ALTER TABLE child ENABLE ROW LEVEL SECURITY;
ALTER TABLE child FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON child FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare', 'education', 'women']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), ''))));
CREATE POLICY writers ON child FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare', 'education']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])) AND (household IS NULL OR EXISTS (SELECT FROM household t WHERE t.township = child.township AND t.id = child.household)));
CREATE POLICY amenders ON child FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare', 'education']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare', 'education']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])) AND (household IS NULL OR EXISTS (SELECT FROM household t WHERE t.township = child.township AND t.id = child.household)));
GRANT SELECT, INSERT, UPDATE ON child TO hulei_app;

CREATE TABLE child_token (
  township text NOT NULL,
  token text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  village text,
  school text,
  unit text,
  PRIMARY KEY (township, token, id),
  FOREIGN KEY (township, id) REFERENCES child (township, id)
);
COMMENT ON TABLE child_token IS 'Search of child by name: characters, full pinyin and initials from each syllable on, read by ranges over COLLATE "C" since LIKE is not leakproof under row policies.';
-- Replacing a row''s tokens.
CREATE INDEX child_token_id ON child_token (township, id);
ALTER TABLE child_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE child_token FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON child_token FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare', 'education', 'women']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), ''))));
CREATE POLICY writers ON child_token FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare', 'education']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY amenders ON child_token FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare', 'education']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare', 'education']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
GRANT SELECT, INSERT, UPDATE ON child_token TO hulei_app;
GRANT DELETE ON child_token TO hulei_app;
CREATE POLICY removers ON child_token FOR DELETE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true))); 

CREATE TABLE listing (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text NOT NULL,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  child uuid NOT NULL,
  category text NOT NULL,
  basis text NOT NULL,
  concern_sealed bytea,
  approved_by text,
  "from" date NOT NULL,
  review_on date,
  "to" date,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, child) REFERENCES child (township, id)
);
COMMENT ON TABLE listing IS '重点关注: 确定走访、帮扶对象及期限 (四(一)1、四(一)2)';
ALTER TABLE listing ENABLE ROW LEVEL SECURITY;
ALTER TABLE listing FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON listing FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare', 'education', 'women']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), ''))));
CREATE POLICY writers ON listing FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])) AND EXISTS (SELECT FROM child t WHERE t.township = listing.township AND t.id = listing.child));
CREATE POLICY amenders ON listing FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])) AND EXISTS (SELECT FROM child t WHERE t.township = listing.township AND t.id = listing.child));
GRANT SELECT, INSERT, UPDATE ON listing TO hulei_app;
 

CREATE TABLE child_plan (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text NOT NULL,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  child uuid NOT NULL,
  situation_sealed bytea NOT NULL,
  measures_sealed bytea NOT NULL,
  responsible text NOT NULL,
  look_at_sealed bytea,
  "from" date NOT NULL,
  review_on date NOT NULL,
  "to" date,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, child) REFERENCES child (township, id)
);
COMMENT ON TABLE child_plan IS '一人一策: 一人一档一策的“策” (四(一)1)';
ALTER TABLE child_plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE child_plan FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON child_plan FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare', 'women']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), ''))));
CREATE POLICY writers ON child_plan FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])) AND EXISTS (SELECT FROM child t WHERE t.township = child_plan.township AND t.id = child_plan.child));
CREATE POLICY amenders ON child_plan FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])) AND EXISTS (SELECT FROM child t WHERE t.township = child_plan.township AND t.id = child_plan.child));
GRANT SELECT, INSERT, UPDATE ON child_plan TO hulei_app;
 

CREATE TABLE responsibility_team (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text NOT NULL,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  child uuid NOT NULL,
  scheme text NOT NULL,
  members jsonb NOT NULL,
  "from" date NOT NULL,
  "to" date,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, child) REFERENCES child (township, id)
);
COMMENT ON TABLE responsibility_team IS '责任小组: 落实四帮一、六包一、一对一帮扶责任人 (四(一)2；附·村级1、村级2)';
ALTER TABLE responsibility_team ENABLE ROW LEVEL SECURITY;
ALTER TABLE responsibility_team FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON responsibility_team FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare', 'education', 'women']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), ''))));
CREATE POLICY writers ON responsibility_team FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])) AND EXISTS (SELECT FROM child t WHERE t.township = responsibility_team.township AND t.id = responsibility_team.child));
CREATE POLICY amenders ON responsibility_team FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])) AND EXISTS (SELECT FROM child t WHERE t.township = responsibility_team.township AND t.id = responsibility_team.child));
GRANT SELECT, INSERT, UPDATE ON responsibility_team TO hulei_app;
 

CREATE TABLE verification (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text NOT NULL,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  child uuid NOT NULL,
  verified_on date NOT NULL,
  verified_with text NOT NULL,
  remark_sealed bytea,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, child) REFERENCES child (township, id)
);
COMMENT ON TABLE verification IS '信息核实: 动态管理：按期核实台账信息 (四(一)1；附·民政办4)';
ALTER TABLE verification ENABLE ROW LEVEL SECURITY;
ALTER TABLE verification FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON verification FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare', 'education', 'women']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), ''))));
CREATE POLICY writers ON verification FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])) AND EXISTS (SELECT FROM child t WHERE t.township = verification.township AND t.id = verification.child));
CREATE POLICY amenders ON verification FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])) AND EXISTS (SELECT FROM child t WHERE t.township = verification.township AND t.id = verification.child));
GRANT SELECT, INSERT, UPDATE ON verification TO hulei_app;

-- An account that has signed in sees its own posts before it has chosen one.
CREATE POLICY own_posts ON post FOR SELECT TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'sign-in')
    AND account = (SELECT nullif(current_setting('app.account', true), '')));
-- Sign-in: the posts of an account, in any township.
CREATE INDEX post_account ON post (account);

-- The register page: by name within the township, and within a village. Rows arrive village by village from imports,
-- so that a village's page reads few blocks.
CREATE INDEX child_by_name ON child (township, sort_key, id) WHERE left_on IS NULL;
CREATE INDEX child_by_village ON child (township, village, sort_key, id) WHERE left_on IS NULL;
-- A school's pupils.
CREATE INDEX child_by_school ON child (township, school, sort_key, id) WHERE left_on IS NULL AND school IS NOT NULL;
-- Listed children: the visit list, and saved views.
CREATE INDEX child_listed ON child (township, village, sort_key, id) WHERE left_on IS NULL AND categories <> '{}';
-- Exact look-up and duplicates. Not unique: that would tell a clerk that a child exists whom he may not see.
CREATE INDEX child_resident_id ON child (township, resident_id_hash) WHERE resident_id_hash IS NOT NULL;
-- Who turns 18; duplicates by birth day and name.
CREATE INDEX child_born ON child (township, born_on) WHERE left_on IS NULL;
CREATE INDEX child_household ON child (township, household) WHERE household IS NOT NULL;
CREATE INDEX household_by_village ON household (township, village, sort_key, id) WHERE closed_on IS NULL;
-- The child's file.
CREATE INDEX listing_child ON listing (township, child);
CREATE INDEX child_plan_child ON child_plan (township, child);
CREATE INDEX responsibility_team_child ON responsibility_team (township, child);
CREATE INDEX verification_child ON verification (township, child, verified_on);
-- Concerns that end or want review today.
CREATE INDEX listing_to ON listing (township, "to") WHERE "to" IS NOT NULL;
