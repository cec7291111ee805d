-- 0022 Messages to people (消息): written in the transaction of the act that causes them, carried out of the house by a worker.

CREATE TABLE notification (
  township text NOT NULL REFERENCES township (code),
  id uuid NOT NULL,
  batch uuid NOT NULL,
  account text NOT NULL,
  post uuid NOT NULL,
  role text NOT NULL,
  unit text NOT NULL,
  template text NOT NULL CHECK (template ~ '^[a-z][a-z.-]{1,59}$'),
  params jsonb NOT NULL DEFAULT '{}',
  about_kind text,
  about_record uuid,
  once_key text,
  act uuid,
  created_at timestamptz NOT NULL,
  created_real_at timestamptz NOT NULL,
  needs_receipt boolean NOT NULL,
  acknowledged_at timestamptz,
  acknowledged_real_at timestamptz,
  step int NOT NULL DEFAULT 0,
  escalate_at timestamptz,
  escalate_clock text CHECK (escalate_clock IN ('business', 'security')),
  is_discreet boolean NOT NULL DEFAULT false,
  is_planned boolean NOT NULL DEFAULT false,
  PRIMARY KEY (township, id),
  CHECK ((about_kind IS NULL) = (about_record IS NULL)),
  -- Numbers, days and codes only: no name in Chinese can be stored here, whatever the program does.
  CONSTRAINT params_carry_no_words CHECK (params::text ~ '^[ -~]*$' AND length(params::text) <= 300)
);
COMMENT ON TABLE notification IS 'One message to one recipient. Its text is made from template and params when it is shown; params are counts, days, months and codes of lists, never words. A batch is what one cause sent to several recipients.';
COMMENT ON COLUMN notification.created_real_at IS 'On the security clock, as acknowledged_real_at; created_at and acknowledged_at stand on the business clock.';
COMMENT ON COLUMN notification.once_key IS 'What a reminder is about and of which day: a job that runs again writes it once.';
COMMENT ON COLUMN notification.step IS 'How many steps of escalation have been taken; escalate_at is when the next is due, on escalate_clock, null when there is none.';
COMMENT ON COLUMN notification.is_discreet IS 'Somebody was left out of the recipients: no group is told, since the one left out may read there.';
-- A person's messages, newest first.
CREATE INDEX notification_account ON notification (township, account, created_real_at DESC);
-- The number at the bell.
CREATE INDEX notification_open ON notification (township, account) WHERE acknowledged_at IS NULL;
-- What the outbox has still to look at.
CREATE INDEX notification_unplanned ON notification (township, created_real_at) WHERE NOT is_planned;
-- Whose silence is due to be passed on.
CREATE INDEX notification_silent ON notification (township, escalate_at)
  WHERE acknowledged_at IS NULL AND escalate_at IS NOT NULL;
-- A reminder is written once.
CREATE UNIQUE INDEX notification_once ON notification (township, once_key, account) WHERE once_key IS NOT NULL;

ALTER TABLE notification ENABLE ROW LEVEL SECURITY;
ALTER TABLE notification FORCE ROW LEVEL SECURITY;
-- The recipient alone, and the system that carries it; not the office, not the auditor.
CREATE POLICY own ON notification FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND (
    account = (SELECT nullif(current_setting('app.account', true), ''))
    OR (SELECT current_setting('app.role', true) = 'system')));
-- Somebody who is left out of a matter later on no longer sees what was said of it before. The tables come with matters;
-- their own policies show an actor only the lines that leave out that actor.
CREATE FUNCTION left_out_of(of_township text, of_record uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM matter_record r JOIN matter_exclusion e ON e.township = r.township AND e.matter = r.matter
    WHERE r.township = of_township AND r.record = of_record);
END $$;
COMMENT ON FUNCTION left_out_of IS 'Whether the caller is left out of the matter that a record belongs to.';
CREATE POLICY left_out ON notification AS RESTRICTIVE FOR SELECT TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system') OR about_record IS NULL
    OR NOT left_out_of(township, about_record));
CREATE POLICY write ON notification FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) = 'system'));
CREATE POLICY settle ON notification FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND (
    account = (SELECT nullif(current_setting('app.account', true), ''))
    OR (SELECT current_setting('app.role', true) = 'system')))
  WITH CHECK (township = (SELECT current_setting('app.township', true)));
GRANT SELECT, INSERT ON notification TO hulei_app;
-- What was said to whom does not change afterwards.
GRANT UPDATE (acknowledged_at, acknowledged_real_at, step, escalate_at, escalate_clock, is_planned) ON notification TO hulei_app;

CREATE TABLE notification_escalation (
  township text NOT NULL,
  notification uuid NOT NULL,
  step int NOT NULL CHECK (step > 0),
  told int NOT NULL,
  at timestamptz NOT NULL,
  real_at timestamptz NOT NULL,
  PRIMARY KEY (township, notification, step),
  FOREIGN KEY (township, notification) REFERENCES notification (township, id)
);
COMMENT ON TABLE notification_escalation IS 'A message that nobody acknowledged in time was passed on: one row a step, so that each step is taken once. told: how many people heard of it.';

CREATE TABLE notification_delivery (
  township text NOT NULL REFERENCES township (code),
  id uuid NOT NULL,
  batch uuid NOT NULL,
  notification uuid NOT NULL,
  channel text NOT NULL CHECK (channel IN ('wecom', 'dingtalk', 'sms')),
  address text NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'needless', 'refused', 'given-up')),
  tries int NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL,
  claimed_at timestamptz,
  PRIMARY KEY (township, id),
  UNIQUE (township, batch, channel, address),
  FOREIGN KEY (township, notification) REFERENCES notification (township, id)
);
COMMENT ON TABLE notification_delivery IS 'The outbox: what goes out of the house. A group is told once a batch, a telephone once a recipient. address: the group''s name in the settings, or the post whose telephone it is; never a number. Instants are real ones.';
-- What is due to be sent, or was being sent by a server that died.
CREATE INDEX notification_delivery_due ON notification_delivery (township, next_at) WHERE state IN ('waiting', 'sending');

CREATE TABLE notification_try (
  township text NOT NULL,
  delivery uuid NOT NULL,
  number int NOT NULL,
  at timestamptz NOT NULL,
  result text NOT NULL CHECK (result IN ('sent', 'failed', 'refused', 'needless')),
  detail text NOT NULL CHECK (detail ~ '^[ -~]{0,80}$'),
  PRIMARY KEY (township, delivery, number),
  FOREIGN KEY (township, delivery) REFERENCES notification_delivery (township, id)
);
COMMENT ON TABLE notification_try IS 'Each attempt to send, with what came of it: a status or an error code, never a body.';

DO $$
DECLARE each text;
BEGIN
  FOREACH each IN ARRAY ARRAY['notification_escalation', 'notification_delivery', 'notification_try'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY system_only ON %I FOR ALL TO hulei_app
      USING (township = (SELECT current_setting(''app.township'', true)) AND (SELECT current_setting(''app.role'', true) = ''system''))
      WITH CHECK (township = (SELECT current_setting(''app.township'', true)) AND (SELECT current_setting(''app.role'', true) = ''system''))', each);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO hulei_app', each);
  END LOOP;
END $$;
GRANT UPDATE (state, tries, next_at, claimed_at) ON notification_delivery TO hulei_app;

-- Where a post's holder gets text messages; encrypted under the post's own key.
ALTER TABLE post ADD COLUMN notice_phone_sealed bytea;
COMMENT ON COLUMN post.notice_phone_sealed IS '接收提醒的手机: a work telephone of the holder, for text messages that say only that there is something.';
