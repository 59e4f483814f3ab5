-- What features have planted in which city, so that a city older than a feature gets its content at the next start.
CREATE TABLE "planted_part" (
    "city_id" INTEGER NOT NULL,
    "feature" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "planted_part_pkey" PRIMARY KEY ("city_id","feature")
);

ALTER TABLE "planted_part" ADD CONSTRAINT "planted_part_city_id_fkey"
  FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE CASCADE ON UPDATE CASCADE;
