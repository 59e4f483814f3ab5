-- AlterTable
ALTER TABLE "category" ADD COLUMN     "questions" JSONB NOT NULL DEFAULT '[]';
