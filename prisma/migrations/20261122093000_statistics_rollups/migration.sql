-- Figures are sums folded from the activity now; the computed sets and the indexes that served their counting go.
DROP TABLE "figure_set";
DROP INDEX "activity_rare_acts";
DROP INDEX "custody_removed";

-- CreateTable
CREATE TABLE "stat_queue" (
    "id" BIGSERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "complaint_id" INTEGER NOT NULL,

    CONSTRAINT "stat_queue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stat_case" (
    "complaint_id" INTEGER NOT NULL,
    "no" SMALLINT NOT NULL,
    "city_id" INTEGER NOT NULL,
    "office_id" INTEGER NOT NULL,
    "category_id" INTEGER NOT NULL,
    "district_id" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "first_day" INTEGER NOT NULL,
    "marks" BYTEA NOT NULL,

    CONSTRAINT "stat_case_pkey" PRIMARY KEY ("complaint_id","no")
);

-- CreateTable
CREATE TABLE "stat_cell" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "shape" SMALLINT NOT NULL,
    "office_id" INTEGER NOT NULL,
    "category_id" INTEGER NOT NULL,
    "district_id" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,

    CONSTRAINT "stat_cell_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stat_day" (
    "cell_id" INTEGER NOT NULL,
    "day" INTEGER NOT NULL,
    "counts" BYTEA,
    "hours" BYTEA,
    "open" BYTEA,

    CONSTRAINT "stat_day_pkey" PRIMARY KEY ("cell_id","day")
);

-- CreateTable
CREATE TABLE "stat_month" (
    "cell_id" INTEGER NOT NULL,
    "month" INTEGER NOT NULL,
    "counts" BYTEA,
    "hours" BYTEA,
    "open" BYTEA,

    CONSTRAINT "stat_month_pkey" PRIMARY KEY ("cell_id","month")
);

-- CreateTable
CREATE TABLE "stat_state" (
    "city_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "fold" INTEGER NOT NULL,
    "folded_at" TIMESTAMPTZ(3) NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "differences" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "stat_state_pkey" PRIMARY KEY ("city_id")
);

-- CreateIndex
CREATE INDEX "stat_queue_city_id_id_idx" ON "stat_queue"("city_id", "id");

-- CreateIndex
CREATE INDEX "stat_case_city_id_category_id_district_id_idx" ON "stat_case"("city_id", "category_id", "district_id");

-- CreateIndex
CREATE INDEX "stat_case_city_id_category_id_channel_idx" ON "stat_case"("city_id", "category_id", "channel");

-- CreateIndex
CREATE INDEX "stat_case_city_id_district_id_channel_idx" ON "stat_case"("city_id", "district_id", "channel");

-- CreateIndex
CREATE UNIQUE INDEX "stat_cell_city_id_shape_office_id_category_id_district_id_c_key" ON "stat_cell"("city_id", "shape", "office_id", "category_id", "district_id", "channel");

-- Whoever adds to the activity, by whatever way, has the complaint folded again. A plain insert: it waits for nobody.
CREATE FUNCTION activity_is_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stat_queue (city_id, complaint_id)
  SELECT c.city_id, c.id FROM complaint c WHERE c.id IN (SELECT complaint_id FROM added);
  RETURN NULL;
END $$;
CREATE TRIGGER activity_is_counted AFTER INSERT ON activity
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION activity_is_counted();

-- What is there already is counted at the next start.
INSERT INTO stat_queue (city_id, complaint_id) SELECT city_id, id FROM complaint;
