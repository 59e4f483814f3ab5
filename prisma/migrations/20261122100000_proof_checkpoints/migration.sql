-- CreateTable
CREATE TABLE "checkpoint" (
    "no" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "size" INTEGER NOT NULL,
    "root" BYTEA NOT NULL,
    "previous_hash" BYTEA,
    "hash" BYTEA NOT NULL,
    "public_key" BYTEA NOT NULL,
    "signature" BYTEA NOT NULL,

    CONSTRAINT "checkpoint_pkey" PRIMARY KEY ("no")
);

-- CreateTable
CREATE TABLE "checkpoint_leaf" (
    "no" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "complaint_id" INTEGER NOT NULL,
    "public_seq" INTEGER,
    "public_hash" BYTEA,
    "internal_seq" INTEGER,
    "internal_hash" BYTEA,

    CONSTRAINT "checkpoint_leaf_pkey" PRIMARY KEY ("no","index")
);

-- CreateTable
CREATE TABLE "checkpoint_tip" (
    "complaint_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,

    CONSTRAINT "checkpoint_tip_pkey" PRIMARY KEY ("complaint_id")
);

-- CreateIndex
CREATE INDEX "checkpoint_leaf_complaint_id_no_idx" ON "checkpoint_leaf"("complaint_id", "no");

-- AddForeignKey
ALTER TABLE "checkpoint_leaf" ADD CONSTRAINT "checkpoint_leaf_no_fkey" FOREIGN KEY ("no") REFERENCES "checkpoint"("no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What has been published stays as it was.
CREATE FUNCTION is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER checkpoint_append_only BEFORE UPDATE OR DELETE ON checkpoint
  FOR EACH ROW EXECUTE FUNCTION is_append_only();
CREATE TRIGGER checkpoint_no_truncate BEFORE TRUNCATE ON checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION is_append_only();
CREATE TRIGGER checkpoint_leaf_append_only BEFORE UPDATE OR DELETE ON checkpoint_leaf
  FOR EACH ROW EXECUTE FUNCTION is_append_only();
CREATE TRIGGER checkpoint_leaf_no_truncate BEFORE TRUNCATE ON checkpoint_leaf
  FOR EACH STATEMENT EXECUTE FUNCTION is_append_only();
