-- AlterTable
ALTER TABLE "utility_contact" ADD COLUMN     "lat" DOUBLE PRECISION,
ADD COLUMN     "lon" DOUBLE PRECISION;
