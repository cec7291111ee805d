-- 0045 Exits of the logs that told of a matter to those who are left out of it.

-- That somebody acknowledged a message says that there was one, at that minute: the receipt is the recipient's own, as the message is.
CREATE POLICY own_receipts ON act_log AS RESTRICTIVE FOR SELECT TO hulei_app
  USING (act <> 'message.acknowledge' OR (SELECT current_setting('app.role', true) = 'system')
    OR account = (SELECT nullif(current_setting('app.account', true), '')));

-- Whoever takes matters outside the township reads lists only when there is such a matter: of their readings, those of a
-- record are shown, since a matter's own policy guards them; those of lists would say that something is going on.
CREATE POLICY outside_lists ON read_log AS RESTRICTIVE FOR SELECT TO hulei_app
  USING (role <> 'outside' OR record IS NOT NULL
    OR (SELECT current_setting('app.role', true) IN ('system', 'read-log')));
