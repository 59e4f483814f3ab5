-- AlterTable
ALTER TABLE "complaint" ADD COLUMN     "answered" JSONB,
ADD COLUMN     "public_answered" JSONB;
