-- What the last letter told, so that somebody whose letter comes back is called about that
ALTER TABLE "event_sign_up" ADD COLUMN "news" TEXT, ADD COLUMN "news_n" INTEGER;
ALTER TABLE "reception_booking" ADD COLUMN "news" TEXT, ADD COLUMN "news_sent_at" TIMESTAMPTZ(3);
