// EXPECT: process.spawn
require(`child_${"process"}`).exec("id");
