-- CreateTable
CREATE TABLE "api_key" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "prefix" TEXT NOT NULL,
    "per_hour" INTEGER NOT NULL,
    "per_day" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" INTEGER NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_id" INTEGER,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "open311_request" (
    "key_id" INTEGER NOT NULL,
    "fingerprint" BYTEA NOT NULL,
    "content" BYTEA NOT NULL,
    "nonce" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "form_key" BYTEA NOT NULL,

    CONSTRAINT "open311_request_pkey" PRIMARY KEY ("key_id","fingerprint")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_hash_key" ON "api_key"("key_hash");

-- CreateIndex
CREATE INDEX "api_key_city_id_idx" ON "api_key"("city_id");

-- CreateIndex
CREATE UNIQUE INDEX "open311_request_form_key_key" ON "open311_request"("form_key");

-- CreateIndex
CREATE INDEX "open311_request_at_idx" ON "open311_request"("at");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_revoked_by_id_fkey" FOREIGN KEY ("revoked_by_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "open311_request" ADD CONSTRAINT "open311_request_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
