-- CreateTable
CREATE TABLE "guess_model" (
    "city_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "trained_at" TIMESTAMPTZ(3) NOT NULL,
    "examples" INTEGER NOT NULL,
    "weight" DOUBLE PRECISION NOT NULL,
    "report" JSONB NOT NULL,
    "counts" JSONB NOT NULL,

    CONSTRAINT "guess_model_pkey" PRIMARY KEY ("city_id")
);

-- AddForeignKey
ALTER TABLE "guess_model" ADD CONSTRAINT "guess_model_city_id_fkey" FOREIGN KEY ("city_id") REFERENCES "city"("id") ON DELETE CASCADE ON UPDATE CASCADE;
