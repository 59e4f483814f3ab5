-- AlterTable
ALTER TABLE "district" ADD COLUMN     "residents" JSONB;
