// Run once by the image, on an empty volume: the silos' own user, who may use one database and nothing else.
db.getSiblingDB("payouts").createUser({
  user: "payouts",
  pwd: process.env.MONGO_PASSWORD,
  roles: [{ role: "readWrite", db: "payouts" }],
});
