-- Whom the guides of an office are mailed about: until when they were told, and whether they left.
CREATE TABLE "guide_owner" (
    "id" SERIAL NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "guide_owner_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "guide_owner_city_id_idx" ON "guide_owner"("city_id");

CREATE UNIQUE INDEX "guide_owner_staff_id_city_id_key" ON "guide_owner"("staff_id", "city_id");

ALTER TABLE "guide_owner" ADD CONSTRAINT "guide_owner_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "guide_owner" ADD CONSTRAINT "guide_owner_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TRIGGER a_staff_city_wall BEFORE INSERT OR UPDATE OR DELETE ON "guide_owner" FOR EACH ROW
  WHEN (coalesce(current_setting('ashyq.staff_cities', true), '') <> '') EXECUTE FUNCTION staff_city_wall();
