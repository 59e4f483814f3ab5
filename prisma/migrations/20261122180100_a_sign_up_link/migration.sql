-- AlterTable
ALTER TABLE "event_sign_up" ADD COLUMN     "link_mailed_at" TIMESTAMPTZ(3);
