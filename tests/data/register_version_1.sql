-- A register of version 1, as surveykit 0.1 wrote it: what `sqlite3 .dump` says of it, and its two marks.
PRAGMA application_id = 1398164273;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE attribution (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  response INTEGER NOT NULL REFERENCES response (id),
  respondent TEXT NOT NULL,
  supersedes INTEGER REFERENCES response (id),
  who TEXT NOT NULL CHECK (who <> ''),
  why TEXT NOT NULL CHECK (why <> ''),
  attributed_at TEXT NOT NULL
) STRICT;
INSERT INTO "attribution" VALUES(1,2,'caen',NULL,'Mme Petit','reconnu','2024-06-01T08:00:00+00:00');
CREATE TABLE correction (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  response INTEGER NOT NULL REFERENCES response (id),
  field TEXT NOT NULL,
  answer TEXT NOT NULL CHECK (json_valid(answer)),
  who TEXT NOT NULL CHECK (who <> ''),
  why TEXT NOT NULL CHECK (why <> ''),
  corrected_at TEXT NOT NULL
) STRICT;
INSERT INTO "correction" VALUES(1,2,'q7_observations','{"state":"answered","value":"Rien.","raw":null,"to_confirm":false}','Mme Petit','par téléphone','2024-06-01T08:00:00+00:00');
CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  file TEXT REFERENCES file (sha256),
  response INTEGER REFERENCES response (id),
  respondent TEXT,
  who TEXT,
  detail TEXT NOT NULL
) STRICT;
INSERT INTO "event" VALUES(1,'2024-06-01T08:00:00+00:00','collected','ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',NULL,NULL,NULL,'a.docx');
INSERT INTO "event" VALUES(2,'2024-06-01T08:00:00+00:00','recorded','ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',1,'brest',NULL,'');
INSERT INTO "event" VALUES(3,'2024-06-01T08:00:00+00:00','collected','cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4',NULL,NULL,NULL,'vieux.doc');
INSERT INTO "event" VALUES(4,'2024-06-01T08:00:00+00:00','refused','cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4',NULL,NULL,NULL,'doc_97');
INSERT INTO "event" VALUES(5,'2024-06-01T08:00:00+00:00','collected','2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6',NULL,NULL,NULL,'c.docx');
INSERT INTO "event" VALUES(6,'2024-06-01T08:00:00+00:00','recorded','2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6',2,NULL,NULL,'');
INSERT INTO "event" VALUES(7,'2024-06-01T08:00:00+00:00','attributed','2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6',2,'caen','Mme Petit','reconnu');
INSERT INTO "event" VALUES(8,'2024-06-01T08:00:00+00:00','corrected','2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6',2,'caen','Mme Petit','q7_observations: par téléphone');
INSERT INTO "event" VALUES(9,'2024-06-01T08:00:00+00:00','released',NULL,NULL,NULL,NULL,'1: 0 sums');
CREATE TABLE file (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  name TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size = length(content)),
  format TEXT NOT NULL,
  modified_at TEXT,
  collected_at TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
INSERT INTO "file" VALUES(1,'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb','a.docx',1,'docx',NULL,'2024-06-01T08:00:00+00:00',X'61');
INSERT INTO "file" VALUES(2,'cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4','vieux.doc',3,'doc',NULL,'2024-06-01T08:00:00+00:00',X'6F6C64');
INSERT INTO "file" VALUES(3,'2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6','c.docx',1,'docx',NULL,'2024-06-01T08:00:00+00:00',X'63');
CREATE TABLE refusal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  file TEXT NOT NULL REFERENCES file (sha256),
  part INTEGER NOT NULL CHECK (part >= 0),
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  request TEXT NOT NULL,
  refused_at TEXT NOT NULL,
  UNIQUE (file, part, code)
) STRICT;
INSERT INTO "refusal" VALUES(1,'cba06b5736faf67e54b07b561eae94395e774c517a7d910a54369e1263ccfbd4',0,'doc_97','Fichier Word 97.','Enregistrez-le en .docx.','2024-06-01T08:00:00+00:00');
CREATE TABLE register (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  survey TEXT NOT NULL,
  edition TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
INSERT INTO "register" VALUES(1,'ateliers','2024','2024-06-01T08:00:00+00:00');
CREATE TABLE release (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  released_at TEXT NOT NULL,
  sums TEXT NOT NULL CHECK (json_valid(sums))
) STRICT;
INSERT INTO "release" VALUES(1,'4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945','2024-06-01T08:00:00+00:00','[]');
CREATE TABLE response (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  file TEXT NOT NULL REFERENCES file (sha256),
  part INTEGER NOT NULL CHECK (part >= 0),
  respondent TEXT,
  supersedes INTEGER REFERENCES response (id),
  received_at TEXT NOT NULL,
  answers TEXT NOT NULL CHECK (json_valid(answers)),
  findings TEXT NOT NULL CHECK (json_valid(findings)),
  UNIQUE (file, part),
  UNIQUE (respondent, supersedes),
  CHECK (supersedes IS NULL OR (respondent IS NOT NULL AND supersedes < id))
) STRICT;
INSERT INTO "response" VALUES(1,'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',0,'brest',NULL,'2024-06-01T08:00:00+00:00','{"survey":"ateliers","edition":"2024","respondent":"brest","answers":{"q7_observations":{"state":"answered","value":"Deux salles de plus.","raw":"Deux salles de plus.","to_confirm":false}},"contact":{}}','[]');
INSERT INTO "response" VALUES(2,'2e7d2c03a9507ae265ecf5b5356885a53393a2029d241394997265a1a25aefc6',0,NULL,NULL,'2024-06-01T08:00:00+00:00','{"survey":"ateliers","edition":"2024","respondent":null,"answers":{"q7_observations":{"state":"blank"}},"contact":{}}','[]');
CREATE INDEX response_of ON response (respondent);
CREATE INDEX attribution_of ON attribution (response);
CREATE INDEX attribution_to ON attribution (respondent);
CREATE INDEX correction_of ON correction (response);
CREATE INDEX event_of ON event (file);
CREATE VIEW standing AS
  SELECT r.id, r.file, r.part, r.received_at, r.answers, r.findings,
         r.respondent IS NULL AS adopted,
         coalesce(r.respondent, a.respondent) AS respondent,
         coalesce(r.supersedes, a.supersedes) AS supersedes
  FROM response r
  LEFT JOIN attribution a ON a.id = (SELECT max(id) FROM attribution WHERE response = r.id);
CREATE VIEW current AS
  SELECT max(id) AS id, respondent, count(*) - 1 AS supersedes
  FROM standing WHERE respondent IS NOT NULL GROUP BY respondent;
CREATE TRIGGER register_no_update BEFORE UPDATE ON register BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER register_no_delete BEFORE DELETE ON register BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER register_no_replace_0 BEFORE INSERT ON register WHEN EXISTS (SELECT 1 FROM register WHERE one = NEW.one) BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER file_no_update BEFORE UPDATE ON file BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER file_no_delete BEFORE DELETE ON file BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER file_no_replace_0 BEFORE INSERT ON file WHEN EXISTS (SELECT 1 FROM file WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER file_no_replace_1 BEFORE INSERT ON file WHEN EXISTS (SELECT 1 FROM file WHERE sha256 = NEW.sha256) BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER refusal_no_update BEFORE UPDATE ON refusal BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER refusal_no_delete BEFORE DELETE ON refusal BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER refusal_no_replace_0 BEFORE INSERT ON refusal WHEN EXISTS (SELECT 1 FROM refusal WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER refusal_no_replace_1 BEFORE INSERT ON refusal WHEN EXISTS (SELECT 1 FROM refusal WHERE file = NEW.file AND part = NEW.part AND code = NEW.code) BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER response_no_update BEFORE UPDATE ON response BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER response_no_delete BEFORE DELETE ON response BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER response_no_replace_0 BEFORE INSERT ON response WHEN EXISTS (SELECT 1 FROM response WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER response_no_replace_1 BEFORE INSERT ON response WHEN EXISTS (SELECT 1 FROM response WHERE file = NEW.file AND part = NEW.part) BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER response_no_replace_2 BEFORE INSERT ON response WHEN EXISTS (SELECT 1 FROM response WHERE respondent = NEW.respondent AND supersedes = NEW.supersedes) BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER attribution_no_update BEFORE UPDATE ON attribution BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER attribution_no_delete BEFORE DELETE ON attribution BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER attribution_no_replace_0 BEFORE INSERT ON attribution WHEN EXISTS (SELECT 1 FROM attribution WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER correction_no_update BEFORE UPDATE ON correction BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER correction_no_delete BEFORE DELETE ON correction BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER correction_no_replace_0 BEFORE INSERT ON correction WHEN EXISTS (SELECT 1 FROM correction WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER release_no_update BEFORE UPDATE ON release BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER release_no_delete BEFORE DELETE ON release BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER release_no_replace_0 BEFORE INSERT ON release WHEN EXISTS (SELECT 1 FROM release WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER release_no_replace_1 BEFORE INSERT ON release WHEN EXISTS (SELECT 1 FROM release WHERE sha256 = NEW.sha256) BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
CREATE TRIGGER event_no_replace_0 BEFORE INSERT ON event WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the register only grows: a row of it cannot be changed or removed'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('file',3);
INSERT INTO "sqlite_sequence" VALUES('event',9);
INSERT INTO "sqlite_sequence" VALUES('response',2);
INSERT INTO "sqlite_sequence" VALUES('refusal',1);
INSERT INTO "sqlite_sequence" VALUES('attribution',1);
INSERT INTO "sqlite_sequence" VALUES('correction',1);
INSERT INTO "sqlite_sequence" VALUES('release',1);
COMMIT;
