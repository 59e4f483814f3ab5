-- CreateTable
CREATE TABLE "publication" (
    "id" SERIAL NOT NULL,
    "city_id" INTEGER NOT NULL,
    "office_id" INTEGER,
    "kind" TEXT NOT NULL,
    "code" TEXT,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "version" INTEGER NOT NULL DEFAULT 1,
    "doc" JSONB NOT NULL,
    "shown" JSONB,
    "day" DATE,
    "category" TEXT,
    "words" TEXT NOT NULL DEFAULT '',
    "published_at" TIMESTAMPTZ(3),
    "shown_at" TIMESTAMPTZ(3),

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publication_version" (
    "publication_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "act" TEXT NOT NULL,
    "doc" JSONB NOT NULL,
    "staff_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "publication_version_pkey" PRIMARY KEY ("publication_id","version")
);

-- CreateTable
CREATE TABLE "publication_picture" (
    "id" UUID NOT NULL,
    "city_id" INTEGER NOT NULL,
    "large_key" TEXT NOT NULL,
    "small_key" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "small_width" INTEGER NOT NULL,
    "small_height" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "publication_picture_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "publication_city_id_kind_state_day_id_idx" ON "publication"("city_id", "kind", "state", "day" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "publication_office_id_idx" ON "publication"("office_id");

-- CreateIndex
CREATE UNIQUE INDEX "publication_city_id_kind_code_key" ON "publication"("city_id", "kind", "code");

-- CreateIndex
CREATE INDEX "publication_version_staff_id_idx" ON "publication_version"("staff_id");

-- CreateIndex
CREATE INDEX "publication_picture_city_id_idx" ON "publication_picture"("city_id");

-- CreateIndex
CREATE INDEX "publication_picture_large_key_idx" ON "publication_picture"("large_key");

-- CreateIndex
CREATE INDEX "publication_picture_small_key_idx" ON "publication_picture"("small_key");

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication_version" ADD CONSTRAINT "publication_version_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publication"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication_version" ADD CONSTRAINT "publication_version_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication_picture" ADD CONSTRAINT "publication_picture_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
