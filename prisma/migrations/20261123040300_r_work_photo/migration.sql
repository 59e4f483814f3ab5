-- Pictures of a work, from before and after it.
CREATE TABLE "work_photo" (
    "id" UUID NOT NULL,
    "city_id" INTEGER NOT NULL,
    "work_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "large_key" TEXT NOT NULL,
    "small_key" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "small_width" INTEGER NOT NULL,
    "small_height" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "work_photo_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "work_photo_work_id_position_idx" ON "work_photo"("work_id", "position");

CREATE INDEX "work_photo_large_key_idx" ON "work_photo"("large_key");

CREATE INDEX "work_photo_small_key_idx" ON "work_photo"("small_key");

ALTER TABLE "work_photo" ADD CONSTRAINT "work_photo_work_id_fkey" FOREIGN KEY ("work_id") REFERENCES "work"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON "work_photo" FOR EACH ROW
  WHEN (coalesce(current_setting('ashyq.staff_cities', true), '') <> '') EXECUTE FUNCTION staff_city_wall();
