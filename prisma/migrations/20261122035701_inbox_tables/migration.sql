-- CreateTable
CREATE TABLE "staff_preference" (
    "staff_id" INTEGER NOT NULL,
    "columns" TEXT NOT NULL,
    "density" TEXT NOT NULL,
    "keys" BOOLEAN NOT NULL,
    "after_act" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_preference_pkey" PRIMARY KEY ("staff_id")
);

-- CreateTable
CREATE TABLE "saved_filter" (
    "id" SERIAL NOT NULL,
    "owner_id" INTEGER NOT NULL,
    "city_id" INTEGER,
    "office_id" INTEGER,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_filter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_run" (
    "id" UUID NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "payload" JSONB,
    "back" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "start_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "downloads" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "bulk_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_item" (
    "run_id" UUID NOT NULL,
    "complaint_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,

    CONSTRAINT "bulk_item_pkey" PRIMARY KEY ("run_id","complaint_id")
);

-- CreateTable
CREATE TABLE "answering" (
    "complaint_id" INTEGER NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answering_pkey" PRIMARY KEY ("complaint_id")
);

-- CreateTable
CREATE TABLE "answer_sample" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "office_id" INTEGER NOT NULL,
    "week_of" DATE NOT NULL,
    "complaint_id" INTEGER NOT NULL,
    "answer_no" INTEGER NOT NULL,
    "mark" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "marked_by_id" INTEGER,
    "marked_at" TIMESTAMPTZ(3),

    CONSTRAINT "answer_sample_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "saved_filter_city_id_office_id_idx" ON "saved_filter"("city_id", "office_id");

-- CreateIndex
CREATE UNIQUE INDEX "saved_filter_owner_id_name_key" ON "saved_filter"("owner_id", "name");

-- CreateIndex
CREATE INDEX "bulk_run_staff_id_created_at_idx" ON "bulk_run"("staff_id", "created_at");

-- CreateIndex
CREATE INDEX "bulk_run_created_at_idx" ON "bulk_run"("created_at");

-- CreateIndex
CREATE INDEX "bulk_item_complaint_id_idx" ON "bulk_item"("complaint_id");

-- CreateIndex
CREATE INDEX "answering_staff_id_idx" ON "answering"("staff_id");

-- CreateIndex
CREATE INDEX "answer_sample_office_id_week_of_idx" ON "answer_sample"("office_id", "week_of");

-- CreateIndex
CREATE INDEX "answer_sample_city_id_week_of_idx" ON "answer_sample"("city_id", "week_of");

-- CreateIndex
CREATE UNIQUE INDEX "answer_sample_complaint_id_answer_no_key" ON "answer_sample"("complaint_id", "answer_no");

-- AddForeignKey
ALTER TABLE "staff_preference" ADD CONSTRAINT "staff_preference_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_filter" ADD CONSTRAINT "saved_filter_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_filter" ADD CONSTRAINT "saved_filter_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_filter" ADD CONSTRAINT "saved_filter_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_run" ADD CONSTRAINT "bulk_run_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "bulk_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answering" ADD CONSTRAINT "answering_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answering" ADD CONSTRAINT "answering_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_sample" ADD CONSTRAINT "answer_sample_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_sample" ADD CONSTRAINT "answer_sample_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_sample" ADD CONSTRAINT "answer_sample_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_sample" ADD CONSTRAINT "answer_sample_marked_by_id_fkey" FOREIGN KEY ("marked_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Views of the inbox and numbers of the dashboard that hold few of many.
CREATE INDEX complaint_reopened ON complaint (city_id, office_id) WHERE status = 'reopened';
CREATE INDEX complaint_unassigned ON complaint (city_id, office_id, due_at) WHERE open AND assignee_id IS NULL;
CREATE INDEX complaint_forwarded ON complaint (city_id, office_id, received_at DESC, id DESC)
  WHERE status = 'forwarded';
-- All of an office or of a city's category, newest first, also what is not shown.
CREATE INDEX complaint_ended_category ON complaint (city_id, category_id, received_at DESC, id DESC) WHERE NOT open;

-- An office is an office of its city.
ALTER TABLE saved_filter ADD CONSTRAINT saved_filter_place CHECK (office_id IS NULL OR city_id IS NOT NULL);
ALTER TABLE answer_sample ADD CONSTRAINT answer_sample_marked
  CHECK ((mark IS NULL) = (marked_by_id IS NULL) AND (mark IS NULL) = (marked_at IS NULL));
