-- AlterTable
ALTER TABLE "complaint" ADD COLUMN     "content_salt" BYTEA;
