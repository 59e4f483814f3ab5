-- AlterTable
ALTER TABLE "city" ADD COLUMN     "ask_days" INTEGER NOT NULL DEFAULT 3;

-- AlterTable
ALTER TABLE "complaint" ADD COLUMN     "support_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "support_unconfirmed" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "complaint_contact" ADD COLUMN     "refusal" TEXT,
ADD COLUMN     "refused_at" TIMESTAMPTZ(3),
ADD COLUMN     "stopped_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "support" (
    "id" SERIAL NOT NULL,
    "complaint_id" INTEGER NOT NULL,
    "follower_id" INTEGER,
    "device_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "support_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "questionnaire" (
    "complaint_id" INTEGER NOT NULL,
    "answer_no" INTEGER NOT NULL,
    "stage" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "questionnaire_pkey" PRIMARY KEY ("complaint_id","answer_no","stage")
);

-- CreateTable
CREATE TABLE "follower" (
    "id" SERIAL NOT NULL,
    "blind_index" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "sealed_token" BYTEA NOT NULL,
    "lang" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,
    "refusal" TEXT,
    "refused_at" TIMESTAMPTZ(3),

    CONSTRAINT "follower_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "follow_request" (
    "id" SERIAL NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "city_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "lang" TEXT NOT NULL,
    "blind_index" BYTEA NOT NULL,
    "sealed" BYTEA NOT NULL,
    "sealed_code" BYTEA NOT NULL,
    "act" JSONB NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "sends" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),
    "refusal" TEXT,

    CONSTRAINT "follow_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "id" SERIAL NOT NULL,
    "follower_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "complaint_id" INTEGER,
    "query" JSONB,
    "lat" DOUBLE PRECISION,
    "lon" DOUBLE PRECISION,
    "radius" INTEGER,
    "scope" TEXT NOT NULL,
    "cadence" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "follow_notice" (
    "id" SERIAL NOT NULL,
    "follower_id" INTEGER NOT NULL,
    "subscription_id" INTEGER NOT NULL,
    "complaint_id" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "letter" TEXT,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "follow_notice_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "support_follower_id_idx" ON "support"("follower_id");

-- CreateIndex
CREATE UNIQUE INDEX "support_complaint_id_follower_id_key" ON "support"("complaint_id", "follower_id");

-- CreateIndex
CREATE UNIQUE INDEX "support_complaint_id_device_hash_key" ON "support"("complaint_id", "device_hash");

-- CreateIndex
CREATE UNIQUE INDEX "follower_blind_index_key" ON "follower"("blind_index");

-- CreateIndex
CREATE UNIQUE INDEX "follower_token_hash_key" ON "follower"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "follow_request_token_hash_key" ON "follow_request"("token_hash");

-- CreateIndex
CREATE INDEX "follow_request_created_at_idx" ON "follow_request"("created_at");

-- CreateIndex
CREATE INDEX "subscription_complaint_id_idx" ON "subscription"("complaint_id");

-- CreateIndex
CREATE INDEX "subscription_city_id_idx" ON "subscription"("city_id");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_follower_id_city_id_scope_key" ON "subscription"("follower_id", "city_id", "scope");

-- CreateIndex
CREATE INDEX "follow_notice_letter_idx" ON "follow_notice"("letter");

-- CreateIndex
CREATE INDEX "follow_notice_subscription_id_idx" ON "follow_notice"("subscription_id");

-- CreateIndex
CREATE INDEX "follow_notice_created_at_idx" ON "follow_notice"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "follow_notice_follower_id_complaint_id_seq_key" ON "follow_notice"("follower_id", "complaint_id", "seq");

-- AddForeignKey
ALTER TABLE "support" ADD CONSTRAINT "support_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "questionnaire" ADD CONSTRAINT "questionnaire_complaint_id_fkey" FOREIGN KEY ("complaint_id") REFERENCES "complaint"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_follower_id_fkey" FOREIGN KEY ("follower_id") REFERENCES "follower"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow_notice" ADD CONSTRAINT "follow_notice_follower_id_fkey" FOREIGN KEY ("follower_id") REFERENCES "follower"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow_notice" ADD CONSTRAINT "follow_notice_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A voice without a confirmed address has a device at least; more than one of a kind is impossible by the unique indexes.
ALTER TABLE support ADD CONSTRAINT support_of_somebody CHECK (follower_id IS NOT NULL OR device_hash IS NOT NULL);
ALTER TABLE subscription ADD CONSTRAINT subscription_about CHECK ((complaint_id IS NULL) <> (query IS NULL));
-- "most supported first"
CREATE INDEX complaint_list_supported ON complaint (city_id, support_count DESC, received_at DESC, id DESC) WHERE shown;
-- notices that wait for the daily letter
CREATE INDEX follow_notice_waiting ON follow_notice (follower_id) WHERE letter IS NULL;
-- letters that were begun and have not left
CREATE INDEX follow_notice_unsent ON follow_notice (created_at) WHERE sent_at IS NULL;
