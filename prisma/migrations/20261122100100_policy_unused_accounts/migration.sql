-- Why an account is closed: `unused` when nobody signed in for so long that the portal locked it
ALTER TABLE "staff" ADD COLUMN "disabled_for" TEXT;
