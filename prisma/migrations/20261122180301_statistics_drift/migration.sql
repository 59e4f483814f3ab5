-- AlterTable
ALTER TABLE "stat_state" ADD COLUMN     "drifted_at" TIMESTAMPTZ(3);
