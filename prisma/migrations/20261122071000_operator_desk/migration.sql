-- CreateTable
CREATE TABLE "operator_talk" (
    "id" UUID NOT NULL,
    "city_id" INTEGER NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "form_key" BYTEA NOT NULL,
    "channel" TEXT NOT NULL,
    "sealed" BYTEA,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "held_at" TIMESTAMPTZ(3),
    "seconds_before" INTEGER NOT NULL DEFAULT 0,
    "running_since" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "complaint_id" INTEGER,

    CONSTRAINT "operator_talk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "caller_look" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "complaint_ids" INTEGER[],
    "call_back_id" UUID,

    CONSTRAINT "caller_look_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consultation" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "staff_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "channel" TEXT NOT NULL,
    "category_id" INTEGER,
    "question" TEXT NOT NULL DEFAULT '',
    "answer" TEXT NOT NULL DEFAULT '',
    "seconds" INTEGER,
    "source" TEXT,
    "external_id" TEXT,
    "talk_id" UUID,

    CONSTRAINT "consultation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "call_back" (
    "id" UUID NOT NULL,
    "city_id" INTEGER NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "reason" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "taken_by_id" INTEGER,
    "taken_at" TIMESTAMPTZ(3),
    "done_by_id" INTEGER,
    "done_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "call_back_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "operator_talk_form_key_key" ON "operator_talk"("form_key");

-- CreateIndex
CREATE INDEX "operator_talk_staff_id_ended_at_idx" ON "operator_talk"("staff_id", "ended_at");

-- CreateIndex
CREATE INDEX "operator_talk_city_id_ended_at_idx" ON "operator_talk"("city_id", "ended_at");

-- CreateIndex
CREATE INDEX "caller_look_staff_id_at_idx" ON "caller_look"("staff_id", "at");

-- CreateIndex
CREATE INDEX "caller_look_city_id_at_idx" ON "caller_look"("city_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "consultation_talk_id_key" ON "consultation"("talk_id");

-- CreateIndex
CREATE INDEX "consultation_city_id_at_idx" ON "consultation"("city_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "consultation_city_id_source_external_id_key" ON "consultation"("city_id", "source", "external_id");

-- CreateIndex
CREATE INDEX "call_back_city_id_done_at_due_at_idx" ON "call_back"("city_id", "done_at", "due_at");

-- AddForeignKey
ALTER TABLE "operator_talk" ADD CONSTRAINT "operator_talk_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operator_talk" ADD CONSTRAINT "operator_talk_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operator_talk" ADD CONSTRAINT "operator_talk_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "caller_look" ADD CONSTRAINT "caller_look_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "caller_look" ADD CONSTRAINT "caller_look_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consultation" ADD CONSTRAINT "consultation_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consultation" ADD CONSTRAINT "consultation_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consultation" ADD CONSTRAINT "consultation_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_back" ADD CONSTRAINT "call_back_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_back" ADD CONSTRAINT "call_back_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_back" ADD CONSTRAINT "call_back_taken_by_id_fkey" FOREIGN KEY ("taken_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_back" ADD CONSTRAINT "call_back_done_by_id_fkey" FOREIGN KEY ("done_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who looked at what is never changed and never removed.
CREATE FUNCTION caller_look_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'caller_look is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER caller_look_append_only BEFORE UPDATE OR DELETE ON caller_look
  FOR EACH ROW EXECUTE FUNCTION caller_look_is_append_only();
CREATE TRIGGER caller_look_no_truncate BEFORE TRUNCATE ON caller_look
  FOR EACH STATEMENT EXECUTE FUNCTION caller_look_is_append_only();
