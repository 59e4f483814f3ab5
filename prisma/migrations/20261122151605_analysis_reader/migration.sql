-- CreateTable
CREATE TABLE "analysis_reader" (
    "id" SERIAL NOT NULL,
    "staff_id" INTEGER NOT NULL,
    "city_id" INTEGER NOT NULL,
    "office_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "told_week" DATE,

    CONSTRAINT "analysis_reader_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "analysis_reader_city_id_idx" ON "analysis_reader"("city_id");

-- CreateIndex
CREATE INDEX "analysis_reader_office_id_idx" ON "analysis_reader"("office_id");

-- CreateIndex
CREATE UNIQUE INDEX "analysis_reader_staff_id_city_id_key" ON "analysis_reader"("staff_id", "city_id");

-- AddForeignKey
ALTER TABLE "analysis_reader" ADD CONSTRAINT "analysis_reader_staff_id_fkey" FOREIGN KEY ("staff_id") REFERENCES "staff"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "analysis_reader" ADD CONSTRAINT "analysis_reader_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "analysis_reader" ADD CONSTRAINT "analysis_reader_office_id_fkey" FOREIGN KEY ("office_id") REFERENCES "office"("id") ON DELETE CASCADE ON UPDATE CASCADE;
