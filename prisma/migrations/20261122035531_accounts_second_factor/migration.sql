-- AlterTable
ALTER TABLE "staff_setup_link" ADD COLUMN     "issued_by" INTEGER,
ADD COLUMN     "purpose" TEXT NOT NULL DEFAULT 'password',
ADD COLUMN     "sealed_token" BYTEA;

-- CreateTable
CREATE TABLE "staff_totp" (
    "staff_id" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "last_step" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_totp_pkey" PRIMARY KEY ("staff_id")
);

-- CreateTable
CREATE TABLE "staff_passkey" (
    "credential_id" TEXT NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "device" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_passkey_pkey" PRIMARY KEY ("credential_id")
);

-- CreateTable
CREATE TABLE "staff_recovery_code" (
    "staff_id" INTEGER NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_recovery_code_pkey" PRIMARY KEY ("staff_id","code_hash")
);

-- CreateTable
CREATE TABLE "staff_challenge" (
    "session_hash" BYTEA NOT NULL,
    "purpose" TEXT NOT NULL,
    "challenge" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_challenge_pkey" PRIMARY KEY ("session_hash")
);

-- CreateTable
CREATE TABLE "staff_identity" (
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_identity_pkey" PRIMARY KEY ("issuer","subject")
);

-- CreateTable
CREATE TABLE "staff_substitute" (
    "id" SERIAL NOT NULL,
    "absent_id" INTEGER NOT NULL,
    "substitute_id" INTEGER NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE NOT NULL,
    "set_by" INTEGER NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_by" INTEGER,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_substitute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "staff_log" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" INTEGER,
    "seq" INTEGER NOT NULL,
    "city_id" INTEGER,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "detail" JSONB NOT NULL,
    "salt" BYTEA NOT NULL,
    "digest" BYTEA NOT NULL,
    "prev_hash" BYTEA,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "staff_log_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "staff_passkey_staff_id_idx" ON "staff_passkey"("staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "staff_identity_staff_id_issuer_key" ON "staff_identity"("staff_id", "issuer");

-- CreateIndex
CREATE INDEX "staff_substitute_absent_id_idx" ON "staff_substitute"("absent_id");

-- CreateIndex
CREATE INDEX "staff_substitute_substitute_id_idx" ON "staff_substitute"("substitute_id");

-- CreateIndex
CREATE INDEX "staff_log_city_id_at_idx" ON "staff_log"("city_id", "at");

-- AddForeignKey
ALTER TABLE "staff_totp" ADD CONSTRAINT "staff_totp_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_passkey" ADD CONSTRAINT "staff_passkey_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_recovery_code" ADD CONSTRAINT "staff_recovery_code_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_challenge" ADD CONSTRAINT "staff_challenge_session_hash_fkey" FOREIGN KEY ("session_hash") REFERENCES "staff_session"("id_hash") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_identity" ADD CONSTRAINT "staff_identity_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_substitute" ADD CONSTRAINT "staff_substitute_absent_id_fkey" FOREIGN KEY ("absent_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_substitute" ADD CONSTRAINT "staff_substitute_substitute_id_fkey" FOREIGN KEY ("substitute_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_log" ADD CONSTRAINT "staff_log_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff_log" ADD CONSTRAINT "staff_log_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One chain per person; rows of the command line are one chain, too.
CREATE UNIQUE INDEX staff_log_chain ON staff_log (coalesce(staff_id, 0), seq);
CREATE FUNCTION staff_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'staff_log is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER staff_log_append_only BEFORE UPDATE OR DELETE ON staff_log
  FOR EACH ROW EXECUTE FUNCTION staff_log_is_append_only();
CREATE TRIGGER staff_log_no_truncate BEFORE TRUNCATE ON staff_log
  FOR EACH STATEMENT EXECUTE FUNCTION staff_log_is_append_only();

-- A stand-in is somebody else, and for at least one day.
ALTER TABLE staff_substitute ADD CONSTRAINT staff_substitute_sense
  CHECK (absent_id <> substitute_id AND from_on <= to_on);
