-- How many others have said "it is this one": a projection of the activity.
ALTER TABLE "complaint" ADD COLUMN "joined_count" INTEGER NOT NULL DEFAULT 0;

-- A filing that became part of another complaint instead of one of its own; the key makes a repeat harmless.
CREATE TABLE "complaint_join" (
    "form_key" BYTEA NOT NULL,
    "complaint_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "complaint_join_pkey" PRIMARY KEY ("form_key")
);
CREATE INDEX "complaint_join_complaint_id_idx" ON "complaint_join"("complaint_id");
ALTER TABLE "complaint_join" ADD CONSTRAINT "complaint_join_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- 64 bits of what a picture looks like (platform/images); null for pictures that are older than this column.
ALTER TABLE "photo" ADD COLUMN "dhash" BIGINT;
-- Four quarters of the hash, told apart: pictures that differ in three bits at most share one of them.
CREATE FUNCTION photo_bands(dhash bigint) RETURNS integer[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY[
  (dhash & 65535)::integer,
  ((dhash >> 16) & 65535)::integer + 65536,
  ((dhash >> 32) & 65535)::integer + 131072,
  ((dhash >> 48) & 65535)::integer + 196608];
CREATE INDEX photo_alike ON photo USING gin (photo_bands(dhash)) WHERE dhash IS NOT NULL;

-- Open complaints of a kind around a point, and of a street: what a new one is compared with.
CREATE INDEX complaint_open_place ON complaint (city_id, category_id, cx, cy) WHERE open AND cx IS NOT NULL;
CREATE INDEX complaint_open_street ON complaint USING gin (search_fold(address) gin_trgm_ops) WHERE open;
CREATE INDEX complaint_merged ON complaint (merged_into_id) WHERE merged_into_id IS NOT NULL;
