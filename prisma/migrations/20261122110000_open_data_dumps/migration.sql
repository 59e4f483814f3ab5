-- CreateTable
CREATE TABLE "open_dump" (
    "id" UUID NOT NULL,
    "city_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "no" INTEGER,
    "remark" TEXT NOT NULL DEFAULT '',
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "method" TEXT NOT NULL,
    "files" JSONB NOT NULL,
    "previous_hash" BYTEA,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "open_dump_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "open_dump_city_id_kind_taken_at_idx" ON "open_dump"("city_id", "kind", "taken_at");

-- CreateIndex
CREATE UNIQUE INDEX "open_dump_city_id_no_key" ON "open_dump"("city_id", "no");

-- AddForeignKey
ALTER TABLE "open_dump" ADD CONSTRAINT "open_dump_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A snapshot that others have cited stays as it was.
CREATE FUNCTION snapshot_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.no IS NOT NULL THEN
    RAISE EXCEPTION 'a snapshot of a month stays as it was' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER open_dump_snapshot_stays BEFORE UPDATE OR DELETE ON open_dump
  FOR EACH ROW EXECUTE FUNCTION snapshot_stays();
