-- Terms as data of the city, the pause by a question, what waits for a decision, parts, helpers, drafts and templates of
-- answers, who was told of a term, and who looked at contacts.
-- AlterTable
ALTER TABLE "city" ADD COLUMN     "terms" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "complaint" ADD COLUMN     "paused_until" TIMESTAMPTZ(3),
ADD COLUMN     "pending" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "split_from_id" INTEGER;

-- AlterTable
ALTER TABLE "custody" ADD COLUMN     "gross_due_at" TIMESTAMPTZ(3),
ADD COLUMN     "pauses" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "photo" ADD COLUMN     "answer_draft_id" INTEGER;

-- CreateTable
CREATE TABLE "complaint_helper" (
    "complaint_id" INTEGER NOT NULL,
    "office_id" INTEGER NOT NULL,

    CONSTRAINT "complaint_helper_pkey" PRIMARY KEY ("complaint_id","office_id")
);

-- CreateTable
CREATE TABLE "staff_look" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "complaint_id" INTEGER NOT NULL,
    "what" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "staff_look_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "term_notice" (
    "complaint_id" INTEGER NOT NULL,
    "custody_no" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "stage" TEXT NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "term_notice_pkey" PRIMARY KEY ("complaint_id","custody_no","due_on","stage","staff_id")
);

-- CreateTable
CREATE TABLE "staff_digest" (
    "staff_id" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_digest_pkey" PRIMARY KEY ("staff_id","day")
);

-- CreateTable
CREATE TABLE "staff_mail_choice" (
    "staff_id" INTEGER NOT NULL,
    "digest" BOOLEAN NOT NULL DEFAULT true,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_mail_choice_pkey" PRIMARY KEY ("staff_id")
);

-- CreateTable
CREATE TABLE "answer_template" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "office_id" INTEGER,
    "category_id" INTEGER,
    "purpose" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "valid_to" DATE,

    CONSTRAINT "answer_template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answer_draft" (
    "id" SERIAL NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "complaint_id" INTEGER NOT NULL,
    "act" TEXT NOT NULL,
    "fields" JSONB NOT NULL,
    "seen_version" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answer_draft_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "complaint_helper_office_id_idx" ON "complaint_helper"("office_id");

-- CreateIndex
CREATE INDEX "staff_look_complaint_id_at_idx" ON "staff_look"("complaint_id", "at");

-- CreateIndex
CREATE INDEX "staff_look_staff_id_at_idx" ON "staff_look"("staff_id", "at");

-- CreateIndex
CREATE INDEX "term_notice_staff_id_created_at_idx" ON "term_notice"("staff_id", "created_at");

-- CreateIndex
CREATE INDEX "staff_digest_day_idx" ON "staff_digest"("day");

-- CreateIndex
CREATE INDEX "answer_template_city_id_purpose_lang_idx" ON "answer_template"("city_id", "purpose", "lang");

-- CreateIndex
CREATE INDEX "answer_draft_updated_at_idx" ON "answer_draft"("updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "answer_draft_staff_id_complaint_id_key" ON "answer_draft"("staff_id", "complaint_id");

-- CreateIndex
CREATE INDEX "photo_answer_draft_id_idx" ON "photo"("answer_draft_id");

-- AddForeignKey
ALTER TABLE "complaint" ADD CONSTRAINT "complaint_split_from_id_fkey" FOREIGN KEY ("split_from_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "photo" ADD CONSTRAINT "photo_answer_draft_id_fkey" FOREIGN KEY ("answer_draft_id") REFERENCES "answer_draft"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint_helper" ADD CONSTRAINT "complaint_helper_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaint_helper" ADD CONSTRAINT "complaint_helper_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_look" ADD CONSTRAINT "staff_look_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term_notice" ADD CONSTRAINT "term_notice_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_template" ADD CONSTRAINT "answer_template_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_template" ADD CONSTRAINT "answer_template_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_template" ADD CONSTRAINT "answer_template_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_draft" ADD CONSTRAINT "answer_draft_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What waits for somebody's decision, parts of a complaint, clocks that a question holds: few rows of many.
CREATE INDEX complaint_pending ON complaint (city_id) WHERE pending <> '';
CREATE INDEX complaint_split_from ON complaint (split_from_id) WHERE split_from_id IS NOT NULL;
CREATE INDEX complaint_paused ON complaint (paused_until) WHERE paused_until IS NOT NULL;

-- Who looked at contacts is written once and stays.
CREATE FUNCTION staff_look_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'staff_look is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER staff_look_append_only BEFORE UPDATE OR DELETE ON staff_look
  FOR EACH ROW EXECUTE FUNCTION staff_look_is_append_only();
CREATE TRIGGER staff_look_no_truncate BEFORE TRUNCATE ON staff_look
  FOR EACH STATEMENT EXECUTE FUNCTION staff_look_is_append_only();
