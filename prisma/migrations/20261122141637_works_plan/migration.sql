-- CreateTable
CREATE TABLE "work" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "office_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "title_kk" TEXT NOT NULL DEFAULT '',
    "title_ru" TEXT NOT NULL DEFAULT '',
    "title_en" TEXT NOT NULL DEFAULT '',
    "words" JSONB NOT NULL DEFAULT '{}',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "all_day" BOOLEAN NOT NULL,
    "contractor" TEXT NOT NULL DEFAULT '',
    "sum" BIGINT,
    "contract_url" TEXT NOT NULL DEFAULT '',
    "office_phone" TEXT NOT NULL DEFAULT '',
    "district_id" INTEGER,
    "shape" JSONB,
    "west" DOUBLE PRECISION,
    "south" DOUBLE PRECISION,
    "east" DOUBLE PRECISION,
    "north" DOUBLE PRECISION,
    "published_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "move_count" INTEGER NOT NULL DEFAULT 0,
    "source" TEXT,
    "external_id" TEXT,
    "folded" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "work_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work_street" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "work_id" INTEGER NOT NULL,
    "street_id" INTEGER NOT NULL,
    "house_from" INTEGER,
    "house_to" INTEGER,
    "side" TEXT NOT NULL DEFAULT 'all',

    CONSTRAINT "work_street_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work_event" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "work_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" INTEGER,
    "kind" TEXT NOT NULL,
    "from_starts_at" TIMESTAMPTZ(3),
    "from_ends_at" TIMESTAMPTZ(3),
    "to_starts_at" TIMESTAMPTZ(3),
    "to_ends_at" TIMESTAMPTZ(3),
    "reason" JSONB,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "work_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work_import" (
    "id" TEXT NOT NULL,
    "city_id" INTEGER NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "file_name" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "mapping" JSONB NOT NULL DEFAULT '{}',
    "done_at" TIMESTAMPTZ(3),
    "counts" JSONB,

    CONSTRAINT "work_import_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "work_city_id_ends_at_idx" ON "work"("city_id", "ends_at");

-- CreateIndex
CREATE INDEX "work_city_id_starts_at_idx" ON "work"("city_id", "starts_at");

-- CreateIndex
CREATE INDEX "work_city_id_updated_at_idx" ON "work"("city_id", "updated_at");

-- CreateIndex
CREATE UNIQUE INDEX "work_city_id_source_external_id_key" ON "work"("city_id", "source", "external_id");

-- CreateIndex
CREATE INDEX "work_street_street_id_work_id_idx" ON "work_street"("street_id", "work_id");

-- CreateIndex
CREATE INDEX "work_street_work_id_idx" ON "work_street"("work_id");

-- CreateIndex
CREATE UNIQUE INDEX "work_event_work_id_seq_key" ON "work_event"("work_id", "seq");

-- CreateIndex
CREATE INDEX "work_import_at_idx" ON "work_import"("at");

-- AddForeignKey
ALTER TABLE "work" ADD CONSTRAINT "work_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work" ADD CONSTRAINT "work_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_street" ADD CONSTRAINT "work_street_work_id_fkey" FOREIGN KEY ("work_id") REFERENCES "work"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_street" ADD CONSTRAINT "work_street_street_id_fkey" FOREIGN KEY ("street_id") REFERENCES "street"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_event" ADD CONSTRAINT "work_event_work_id_fkey" FOREIGN KEY ("work_id") REFERENCES "work"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What is near a place: boxes around shapes, in degrees. PostgreSQL has this index without any extension.
CREATE INDEX "work_box_idx" ON "work" USING gist (box(point("west", "south"), point("east", "north")));

-- What happened to a work stays told.
CREATE FUNCTION work_event_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'work_event is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER work_event_only_grows BEFORE UPDATE OR DELETE ON "work_event"
  FOR EACH ROW EXECUTE FUNCTION work_event_only_grows();

-- The wall of a city (20261122100000_policy_city_wall)
CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON "work" FOR EACH ROW
  WHEN (coalesce(current_setting('ashyq.staff_cities', true), '') <> '') EXECUTE FUNCTION staff_city_wall();
CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON "work_street" FOR EACH ROW
  WHEN (coalesce(current_setting('ashyq.staff_cities', true), '') <> '') EXECUTE FUNCTION staff_city_wall();
CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON "work_event" FOR EACH ROW
  WHEN (coalesce(current_setting('ashyq.staff_cities', true), '') <> '') EXECUTE FUNCTION staff_city_wall();
CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON "work_import" FOR EACH ROW
  WHEN (coalesce(current_setting('ashyq.staff_cities', true), '') <> '') EXECUTE FUNCTION staff_city_wall();
