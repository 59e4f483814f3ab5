-- Somebody may ask on the site to be called: then no member of staff wrote it down, and the words that stood beside the form are known
ALTER TABLE "call_back" ALTER COLUMN "staff_id" DROP NOT NULL;
ALTER TABLE "call_back" ADD COLUMN "consent_version" TEXT;
