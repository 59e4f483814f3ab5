-- CreateTable
CREATE TABLE "guide_topic" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "icon" TEXT NOT NULL,
    "name_kk" TEXT NOT NULL,
    "name_ru" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "text_kk" TEXT NOT NULL,
    "text_ru" TEXT NOT NULL,
    "text_en" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "guide_topic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guide" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "topics" TEXT[],
    "categories" TEXT[],
    "offices" TEXT[],
    "emergency" TEXT[],
    "owner_office_id" INTEGER,
    "reviewed_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "guide_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guide_text" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "guide_id" INTEGER NOT NULL,
    "lang" TEXT NOT NULL,
    "no" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "written_by" INTEGER,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "guide_text_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guide_act" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "guide_id" INTEGER NOT NULL,
    "text_id" INTEGER,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "guide_act_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guide_verdict" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "guide_id" INTEGER NOT NULL,
    "text_id" INTEGER NOT NULL,
    "helped" BOOLEAN NOT NULL,
    "reason" TEXT,
    "words" TEXT NOT NULL DEFAULT '',
    "form_key" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3),
    "seen_by" INTEGER,

    CONSTRAINT "guide_verdict_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guide_request" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "words" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "title" TEXT,
    "state" TEXT NOT NULL DEFAULT 'received',
    "reason" TEXT NOT NULL DEFAULT '',
    "guide_id" INTEGER,
    "sealed_email" BYTEA,
    "form_key" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "guide_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guide_request_act" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "request_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "guide_request_act_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guide_miss" (
    "city_id" INTEGER NOT NULL,
    "words" TEXT NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "last_on" DATE NOT NULL,

    CONSTRAINT "guide_miss_pkey" PRIMARY KEY ("city_id","words")
);

-- CreateIndex
CREATE UNIQUE INDEX "guide_topic_city_id_code_key" ON "guide_topic"("city_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "guide_city_id_slug_key" ON "guide"("city_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "guide_text_guide_id_lang_no_key" ON "guide_text"("guide_id", "lang", "no");

-- CreateIndex
CREATE INDEX "guide_act_guide_id_at_idx" ON "guide_act"("guide_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "guide_verdict_form_key_key" ON "guide_verdict"("form_key");

-- CreateIndex
CREATE INDEX "guide_verdict_guide_id_at_idx" ON "guide_verdict"("guide_id", "at");

-- CreateIndex
CREATE INDEX "guide_verdict_at_idx" ON "guide_verdict"("at");

-- CreateIndex
CREATE UNIQUE INDEX "guide_request_form_key_key" ON "guide_request"("form_key");

-- CreateIndex
CREATE INDEX "guide_request_city_id_state_at_idx" ON "guide_request"("city_id", "state", "at");

-- CreateIndex
CREATE INDEX "guide_request_act_request_id_idx" ON "guide_request_act"("request_id");

-- AddForeignKey
ALTER TABLE "guide_topic" ADD CONSTRAINT "guide_topic_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide" ADD CONSTRAINT "guide_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide" ADD CONSTRAINT "guide_owner_office_id_fkey" FOREIGN KEY ("owner_office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_text" ADD CONSTRAINT "guide_text_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_text" ADD CONSTRAINT "guide_text_guide_id_fkey" FOREIGN KEY ("guide_id") REFERENCES "guide"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_text" ADD CONSTRAINT "guide_text_written_by_fkey" FOREIGN KEY ("written_by") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_act" ADD CONSTRAINT "guide_act_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_act" ADD CONSTRAINT "guide_act_guide_id_fkey" FOREIGN KEY ("guide_id") REFERENCES "guide"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_act" ADD CONSTRAINT "guide_act_text_id_fkey" FOREIGN KEY ("text_id") REFERENCES "guide_text"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_act" ADD CONSTRAINT "guide_act_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_verdict" ADD CONSTRAINT "guide_verdict_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_verdict" ADD CONSTRAINT "guide_verdict_guide_id_fkey" FOREIGN KEY ("guide_id") REFERENCES "guide"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_verdict" ADD CONSTRAINT "guide_verdict_text_id_fkey" FOREIGN KEY ("text_id") REFERENCES "guide_text"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_verdict" ADD CONSTRAINT "guide_verdict_seen_by_fkey" FOREIGN KEY ("seen_by") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_request" ADD CONSTRAINT "guide_request_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_request" ADD CONSTRAINT "guide_request_guide_id_fkey" FOREIGN KEY ("guide_id") REFERENCES "guide"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_request_act" ADD CONSTRAINT "guide_request_act_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_request_act" ADD CONSTRAINT "guide_request_act_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "guide_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_request_act" ADD CONSTRAINT "guide_request_act_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guide_miss" ADD CONSTRAINT "guide_miss_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- In a language one version is open (draft or in review) and one is what everybody reads
CREATE UNIQUE INDEX "guide_text_open" ON "guide_text"("guide_id", "lang") WHERE "state" IN ('draft', 'review');
CREATE UNIQUE INDEX "guide_text_published" ON "guide_text"("guide_id", "lang") WHERE "state" = 'published';

-- The second wall of a city (docs/decisions/0018) on what staff write
DO $$
DECLARE
  named text;
BEGIN
  FOREACH named IN ARRAY ARRAY['guide_topic', 'guide', 'guide_text', 'guide_act', 'guide_verdict', 'guide_request',
    'guide_request_act'] LOOP
    EXECUTE format(
      'CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW
       WHEN (coalesce(current_setting(''ashyq.staff_cities'', true), '''') <> '''') EXECUTE FUNCTION staff_city_wall()',
      named);
  END LOOP;
END $$;
