-- What everybody reads where it differs from what was written: marks in the place of personal data, or a moderator's cut.
-- `concealed` repeats the activity: the parts that a moderator took from view.
ALTER TABLE "complaint" ADD COLUMN     "concealed" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "consent_version" TEXT,
ADD COLUMN     "public_address" TEXT,
ADD COLUMN     "public_landmark" TEXT,
ADD COLUMN     "public_text" TEXT;

-- A blurred photo keeps its first bytes for staff until their term is over.
ALTER TABLE "photo" ADD COLUMN     "areas" JSONB,
ADD COLUMN     "hidden_by" TEXT,
ADD COLUMN     "original_large_key" TEXT,
ADD COLUMN     "original_small_key" TEXT;

-- CreateTable
CREATE TABLE "abuse_report" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "complaint_id" INTEGER NOT NULL,
    "part" TEXT NOT NULL,
    "ground" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "lang" TEXT NOT NULL,
    "sealed_email" BYTEA,
    "device" BYTEA NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "staff_id" INTEGER,

    CONSTRAINT "abuse_report_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "abuse_report_complaint_id_part_device_key" ON "abuse_report"("complaint_id", "part", "device");

-- CreateIndex
CREATE INDEX "abuse_report_decided_at_idx" ON "abuse_report"("decided_at");

-- AddForeignKey
ALTER TABLE "abuse_report" ADD CONSTRAINT "abuse_report_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "abuse_report" ADD CONSTRAINT "abuse_report_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "abuse_report" ADD CONSTRAINT "abuse_report_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The queue of moderators: what is reported and not decided.
CREATE INDEX abuse_report_open ON abuse_report (city_id, reported_at) WHERE outcome IS NULL;
-- What the retention job looks for, and the sweep of files.
CREATE INDEX complaint_original_text ON complaint (updated_at) 
  WHERE public_text IS NOT NULL OR public_address IS NOT NULL OR public_landmark IS NOT NULL;
CREATE INDEX photo_original_large ON photo (original_large_key) WHERE original_large_key IS NOT NULL;
CREATE INDEX photo_original_small ON photo (original_small_key) WHERE original_small_key IS NOT NULL;

-- What a resident wrote later and everybody reads masked: the activity holds the public words, staff read these.
CREATE TABLE "original_words" (
    "complaint_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "original_words_pkey" PRIMARY KEY ("complaint_id","seq")
);

-- AddForeignKey
ALTER TABLE "original_words" ADD CONSTRAINT "original_words_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The search holds what everybody may read, not what was masked in it.
CREATE OR REPLACE FUNCTION keep_complaint_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.shown THEN
    INSERT INTO complaint_search (complaint_id, city_id, received_at, words)
    VALUES (NEW.id, NEW.city_id, NEW.received_at,
            complaint_search_words(NEW.city_id, NEW.received_at, coalesce(NEW.public_text, NEW.text),
              coalesce(NEW.public_address, NEW.address), coalesce(NEW.public_landmark, NEW.landmark)))
    ON CONFLICT (complaint_id) DO UPDATE
      SET city_id = excluded.city_id, received_at = excluded.received_at, words = excluded.words;
  ELSIF TG_OP = 'UPDATE' THEN
    DELETE FROM complaint_search WHERE complaint_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER complaint_searched ON complaint;
CREATE TRIGGER complaint_searched
  AFTER UPDATE OF text, address, landmark, public_text, public_address, public_landmark, shown, city_id, received_at
  ON complaint FOR EACH ROW
  WHEN ((OLD.text, OLD.address, OLD.landmark, OLD.public_text, OLD.public_address, OLD.public_landmark, OLD.shown,
      OLD.city_id, OLD.received_at)
    IS DISTINCT FROM (NEW.text, NEW.address, NEW.landmark, NEW.public_text, NEW.public_address, NEW.public_landmark,
      NEW.shown, NEW.city_id, NEW.received_at))
  EXECUTE FUNCTION keep_complaint_search();
