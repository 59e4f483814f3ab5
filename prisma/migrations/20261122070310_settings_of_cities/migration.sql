-- CreateTable
CREATE TABLE "setting_change" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "takes_effect_on" DATE NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "undo_of" INTEGER,
    "planned_id" INTEGER,

    CONSTRAINT "setting_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "planned_change" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "takes_effect_on" DATE NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "outcome" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "planned_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "city_notice" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "tone" TEXT NOT NULL,
    "text_kk" TEXT NOT NULL,
    "text_ru" TEXT NOT NULL,
    "text_en" TEXT NOT NULL,
    "link" TEXT,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,

    CONSTRAINT "city_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "term_recount" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "calendar_version" TEXT NOT NULL,
    "reason_kk" TEXT NOT NULL,
    "reason_ru" TEXT NOT NULL,
    "reason_en" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "moved" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "term_recount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "first_run" (
    "token_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "first_run_pkey" PRIMARY KEY ("token_hash")
);

-- CreateIndex
CREATE INDEX "setting_change_city_id_at_idx" ON "setting_change"("city_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "setting_change_city_id_kind_key_version_key" ON "setting_change"("city_id", "kind", "key", "version");

-- CreateIndex
CREATE INDEX "planned_change_city_id_outcome_idx" ON "planned_change"("city_id", "outcome");

-- CreateIndex
CREATE UNIQUE INDEX "city_notice_city_id_code_key" ON "city_notice"("city_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "term_recount_city_id_calendar_version_key" ON "term_recount"("city_id", "calendar_version");

-- AddForeignKey
ALTER TABLE "setting_change" ADD CONSTRAINT "setting_change_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "setting_change" ADD CONSTRAINT "setting_change_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planned_change" ADD CONSTRAINT "planned_change_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "planned_change" ADD CONSTRAINT "planned_change_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "city_notice" ADD CONSTRAINT "city_notice_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term_recount" ADD CONSTRAINT "term_recount_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "term_recount" ADD CONSTRAINT "term_recount_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who changed what stays as it was written.
CREATE FUNCTION setting_change_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'setting_change is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER setting_change_append_only BEFORE UPDATE OR DELETE ON setting_change
  FOR EACH ROW EXECUTE FUNCTION setting_change_is_append_only();
CREATE TRIGGER setting_change_no_truncate BEFORE TRUNCATE ON setting_change
  FOR EACH STATEMENT EXECUTE FUNCTION setting_change_is_append_only();
-- What the job looks for: changes whose day may have come.
CREATE INDEX planned_change_waiting ON planned_change (takes_effect_on) WHERE outcome IS NULL;
