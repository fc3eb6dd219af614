namespace Payouts.Addresses.Tests;

/// <summary>
/// Addresses made from random bytes by other people's encoders, and near misses with a right checksum: the networks that must
/// accept it (- is none, EVM its five), the address, what it is.
/// Made with npm's bs58check 4.0.0, bech32 2.0.0, cashaddrjs, ethers 6.17.0, tronweb 6.5.1, @ton/core 0.63.1, @solana/web3.js
/// 1.99.0 and @noble/hashes, and judged on every network by those, multicoin-address-validator 0.5.26 and
/// bitcoin-address-validation 4.0.0. Those disagree only where they are known to be lax or behind: they take any workchain of
/// TON, SOL of 31 or 33 bytes, version 1 of any length, old addresses and wrong padding of BCH, and not BCH's P2SH of 32 bytes;
/// and all of them take later witness versions and what is off Solana's curve, which are refused here (docs/http-api.md, "Fields").
/// </summary>
internal static class GeneratedVectors
{
    public const string Text = """
        BCH bitcoincash:qzx70rfa7td3zen56c7q6yhjtwh62596sq490as55k P2PKH
        BCH bitcoincash:qze6zj3rua20lsgvf6px3utfch7j6mgfsyuegj2p8u P2PKH
        BCH bitcoincash:qq0e6dxp072s3k85evcrq7ms7nsx0wr2lqn5dn28ex P2PKH
        BCH bitcoincash:pvhmc6fx43gccrtzplwcmk4xjp7cpk6drqhktql2y2vmdw0ppneh6rtxd042s P2SH of 32 bytes
        BCH bitcoincash:p0kxvxnps35hd8t4msqqfw88a28cvqn4dm0rxnfnnany3smwphfgkadttlw7w P2SH of 32 bytes
        BCH bitcoincash:pvrwneqat237mfmhkjp7z6m9fvzjwkdfdltl56ev6y63w8cyew67vh39ee4d7 P2SH of 32 bytes
        BCH prgjvfdhg4srnzt6jf0qjuf3m83l5vqcdszsw022hj P2SH, no prefix
        BCH pr4l9n2af8q2qgxzzn3qrjwe89u78d786ga4sn9dzk P2SH, no prefix
        BCH pq5a757y09dhw6zzpdgulkkndhlsy8ezrqkgx7xyg4 P2SH, no prefix
        BTC 1913tMrPVVgEE78ab7Dn28HsftaD1pPG5m P2PKH
        BTC 1CKhu5tw2q41VFceE6yRLaekGbnz9gJyuu P2PKH
        BTC 1AeSjZFsQVvmFZbx5RA3kLfQzhi2dvnzQP P2PKH
        BTC 31o6B6C6LKb2wFnm2jNiaJUFoKLtK5ZMaz P2SH
        BTC 3L41f1YWYZ351nrEjRuJFbGRZFn92gw1Q4 P2SH
        BTC 3Fdx1we9We2ipdXLh81nq8g2UqYdRrrN5Z P2SH
        BTC bc1ptjg9r36jspe90n002w20hlnrry3hw549udt52pw853e5nyww8ljqxj6vlp P2TR
        BTC bc1psyyywgu4kn9ekkmlz7380fw5pm8zypns3ds85wh8mdkeehhau5ks46fjdp P2TR
        BTC bc1pwkwgnt2jzhrs92lfu9f629wdsftlehpxy96y0gewss734270urqq7ztesu P2TR
        BTC bc1q2ehktc4ucf739sm4wrrz79w2fwxvr4qlvp4de8 P2WPKH
        BTC bc1q2vd99ajwfq8s9a92cfw74kx26kaushyl9ghvfg P2WPKH
        BTC bc1qcnwthtqd0dltxe62pqnnhufs6esy3sn0gk8u5h P2WPKH
        BTC bc1qz92xjxe2g2h9lvakac8f32s6qv5wh00kcz26h93s5h7j8aau9fcs8mp8tl P2WSH
        BTC bc1qrgaddk92usc66jmyf6ezz9eshm82alcszn6890pzatalavghfqnqt6n6f5 P2WSH
        BTC bc1qpjr7nkrep6pk5qft5zesc5ll45qg5j89yx42294naej7jdl85wwqyx6dsr P2WSH
        DASH XfJmGzpwRbSmbhG7SAPMCethAnJhy7qxEB P2PKH
        DASH XycM4nrEbfriBnEny8zFAn1wdeuicXCjUk P2PKH
        DASH XdHAcy9KiXqj9w85feRnSoATUaSYqJxgJD P2PKH
        DASH 7mepPdVMUYUBxX9HHUHNgCVMZX2BvDoGMp P2SH
        DASH 7U32pf5FohGAQYwSMX3AjVMtDTCAHwDstx P2SH
        DASH 7YqRN3oxNz7UAVGF5UauYrKcjcWLRqF3Zr P2SH
        DOGE DRqe8D828n7GTGDUvdX1jnPigVGngSwALr P2PKH
        DOGE DDprLy1VgWHVKgwTTZXihrGUv2QpzvKLmK P2PKH
        DOGE DJnoSfNccqWeXRpi6Atuepn39KBsCWCDmP P2PKH
        DOGE 9xHjJSytVQTa5PzYBjnpgvwVPhsGRCeMX5 P2SH
        DOGE A7VzJPNnQXSpE89fF3AJcfGYLs3cw9xT2K P2SH
        DOGE ACdDWu2FHK6tt4k8Tsr6ZuqEcgE2JMBea7 P2SH
        EVM 0x772E57f1837F0c29041992f2FB6b5d6487109F63 EIP-55
        EVM 0x3E454F0D3CD171f93A826cf1164A7dA04123475d EIP-55
        EVM 0xC1f2feF7c01813A6C4908a39F1Ba1cf14a5C6e01 EIP-55
        EVM 0x19061B156FF76C7DAEF64EACF3BCD5CAB538D998 capitals
        EVM 0x9F276B700117ABED85DE19D67F6A65C9B5A9280E capitals
        EVM 0x1436A48A99CB1BE5317697A641316B50DF274D78 capitals
        EVM 0xa7bdf082be333face9019543f7d4a4ea4a1516d9 small letters
        EVM 0x1eb729557020c4a9df1f00b0853a5943942d6f07 small letters
        EVM 0xb3ed450da417d6b116fe0d337dc5f38054db7a84 small letters
        LTC LV6PbGfVc3bsm5o4DRZfTHh7kfwqGrzw7n P2PKH
        LTC Lb1acjhkTDWhLNdUUqMy4txpovnudNH2jj P2PKH
        LTC LcQHQAstt6hrYnnuCSJZ5jWWAjeicRAMco P2PKH
        LTC MMv5bakS42tFggzeWMiJhkF2SZFTsbPCRS P2SH
        LTC MAMQXRDuoHxD4ghMVYUehPVeyAEwU7mpka P2SH
        LTC MTwKocDz8M55NnvRKCQe7ncpUU5dPgJPaM P2SH
        LTC ltc1p8hq9hmfrn4pcfmzmfj0aaxghtuhv2tlfp5axtrg35h6gdgk7xs9s2udyfz P2TR
        LTC ltc1pd4cj9esqvq2m9u2ed4qd8e3hqt3defklapnzjtvsns0pg8janmdq5zxt77 P2TR
        LTC ltc1pz2c86rfsgjnxnkermnvqg75yvj608p5vt4f2qwahrpr3hp3aywuq50zllc P2TR
        LTC ltc1q7uc8resf25cyl37l5ctmcdugaxal36u9exj25y P2WPKH
        LTC ltc1qv2rxn56qgxspnjf2f4t7fnhxlzl3r8qh89e7au P2WPKH
        LTC ltc1qk5sltc5ke0afwjxwcsx23easz363llqkjzrg4x P2WPKH
        SOL EBqb4ag1HKgbux6cfJMpgL3DLvFFmWDTt79emJerhhqD 32 bytes, on the curve
        TON EQDUy6okm9g4bP7XW4CRgkf9TfvWIH8GQd_pAfWGtdLk4GW4 bounceable
        TON EQCSHFysye_iX3bhO7URt8-vU8sGL5KpQB6qq_N-B7ZzUHgt bounceable
        TON EQCKVUCEl5TidO3Wq0s8_90pyuNKC25hcoMIinbZbV-g1xgu bounceable
        TON Ef9D0vCpgeriRaA8fEKXysQGu9GpIpdQLv2rpCS9t8ER760C masterchain
        TON Ef_34cI37VOlX2Y_xKNVuQcYSnobZEy7qlAPMI7uzQN46TwX masterchain
        TON Ef97SAQdF4Uva-_hsPCWmC4tIQNF6A2zsbxaC6GmK2xMD_YK masterchain
        TON UQDUy6okm9g4bP7XW4CRgkf9TfvWIH8GQd/pAfWGtdLk4Dh9 not bounceable, Base64
        TON UQCSHFysye/iX3bhO7URt8+vU8sGL5KpQB6qq/N+B7ZzUCXo not bounceable, Base64
        TON UQCKVUCEl5TidO3Wq0s8/90pyuNKC25hcoMIinbZbV+g10Xr not bounceable, Base64
        TRON TPi4fJKUWzfm7Tfttg3YM2VZCshVq5Ufbo account
        TRON TCrD6cNR5MC7zDBUAZLnGz1bhHnP4RhUuT account
        TRON TMBsivU9k4wWVRZDyWcHogmun9gJpQqHTN account
        XMR 4Fjd7PdcTt96dSiKhbmxi8GL6Q93tNa2Wbscm1UvFALrbNvgpoEA1V5FmZB9dNYMxyFGgeUevVRYKiYJT5PFRyXyg9FnVBFuRfENSMRFjH integrated
        XMR 4Bk7TFR3QfdHEy9deeCn8bTEgTY5PovNL3uFrtw1oQZB2ri7K1NWztSYx1NX72uQXYMDuUH9wBFWkfgpknT7c28ZBUUBy1iL9ewHUh3KiF integrated
        XMR 4LU1kM6nQPHQctHdEMvQPbBK5gn77G4Jg5yqk3wKbsNNT2NfscygZuDf9Zobnroorfih1NZkg4tcjNMuUxtKECXVhG2DetnBaJXRrw2uX6 integrated
        XMR 46ybAw49TuiZawFZVW2rxkPjgLGkK54z7SF9p4B17fRnc6uk1VfuEghVsu28tVSiovAqPrMY5fjgRHSWkESb5aLKP317QRN standard
        XMR 42MJt56Y1Yh9Re6zoaJ1NaEA1FZpCqaJrauv3TLDhyiBWXRqx8Jb3e83LaE6gA9st9fZkomzvB1iJDsNheHim8TQFwCYsQz standard
        XMR 43Yp4K83Px1bNc5UFHX9VySn56VH5JXUMjjF2m14HPMdaEp7S3tqX5c3qeZkm6hS6mEPBr3Quo6ktbwPhu1Fi78oU8i6kPu standard
        XMR 885XCiTMTMEConQAYzQ8JcevueMt98ySQT8JeQSXvHwMQX2CQEAeaVhCZqFjJNGtsCW5Qi5MFYeH4SFhp8DHj38JC6w76uP subaddress
        XMR 886epqG2fUmaoj82BXFHCcRQeB1GsUQ1R2AuzrykfAVtJCCWYXTp5E7ZiTDx6czNckgARiGJaP5zDPtKDjHd6kGY5dSpvdq subaddress
        XMR 8BgRC9ifkoNVpv1RMMmrDiCFpoxW1oSPJdbiyHz14uqjaoRjmGMegbcin2o8nuM6sM8qhgan7R8yGhPer34NHpaFFzMVfj8 subaddress
        - bc1zuv3qykcvrt later witness version
        - bc1rlaa3ws5vyvanp0sd4t9c9 later witness version
        - E6dz4NSvWc1SXow9185hggnt5QLbfbMt58YxCmvBoPxz 32 bytes, off the curve
        - 56EGgDkpzpJ6FvKNSXMKfzpkxvjsM5Pj26CC3oAYtpxH 32 bytes, off the curve
        - bc1y24ehff3rtcyukgv6u3n0gsu3xg5cermc later witness version
        - 2WqEFHnt25kJYCzvCPvoXsx6167t7ax9P1VZDU8Avam 31 bytes
        - 2khEXD7rkRuMy18bChYa7sznpz5izSWftxtyccnCDmn 31 bytes
        - 4X9LRBkHxZUSQ5CsEoEZXYB1zMEMZsqSf8zoPh5sNpA 31 bytes
        - 2DEJxU3CnWdjaxN2B9y3jEQw3J1GaseSjFsJPDj79s2at3 33 bytes
        - 259aM7QQ77KWLYHFJEMcdtJfYzYiwL1ZmC5hejMEYQuzhJ 33 bytes
        - 28dJbN4Di3bRhksNdSSztV2Aso2Yo3z3txGsdmHvzxnLBf 33 bytes
        - 143yY1SyDw7nBXMQwtHo1F9ezQ4YPQdeK Base58Check of a wrong length
        - 1Xkgs1CfXNQpC1Jw2nzyeuwH2xBxBUpPDNr Base58Check of a wrong length
        - 16DXPFiZMPM6xJsg8D9uFnvQKSSRTZS7V Base58Check of a wrong length
        - bitcoincash:qv57kpp4f5pv2fs7v80uk3wh9pmr059hjxwss8wx2xg5wa0mas0cjrjyk6jha P2PKH of 32 bytes
        - bitcoincash:q06yft2pama9z2w9hmg8vgaadg4ha6et5pqupemhqvdsnvt3vujsv46ux3lzv P2PKH of 32 bytes
        - bitcoincash:q0wy7kn6ymumwf73fyn8e5y58s9l6ym8nf5r5tsme9mes504p9wwytkm9ka62 P2PKH of 32 bytes
        - 4EzwahJJKMkdRJZT5gyRCcK7VSKzAQh6pBfx2xU91ZRELubFiz76m2j8poijyPwScSRyiMpTBHURiKqPW3DQZDt76UfaiAd integrated prefix without a payment id
        - 4GN2QRNwcGFVUEsUim6Yx3X6MNLBKepepLeNCH2sZYjm1oEaUudnGGCiuq3cT5kwDN5XoZV6Rr3fxa9Nrezjrm2nLw7HXkK integrated prefix without a payment id
        - 4GDKNXpD1tmSGk1jiLDRxs6fJsthZRm97QGox69ZfBTBRnty9TPMqLwgddhUqx7w8PYQXFNxpgQ4R9xXx1fZ792U2nLmMUS integrated prefix without a payment id
        - 0x772E57F1837F0c29041992f2FB6b5d6487109F63 one letter of the wrong case
        - 0x3E454F0D3cD171f93A826cf1164A7dA04123475d one letter of the wrong case
        - 0xC1f2feF7c01813a6C4908a39F1Ba1cf14a5C6e01 one letter of the wrong case
        - bc1q8frd04xazqeqp455z6n75dzla52lerf9q80nuv3 padding of a whole group
        - bc1qyyxsauysr8m28xvanxv29d8xcqvmx4rwqtxlel8 padding of a whole group
        - bc1q2xcya0p9w6kkfyj5ym5rv2ld8myr4jy5qx0umrc padding of a whole group
        - bc1p3h5fs6yvtn4s0kn7rg2uqtjr57clgnt9uhpf9lq4yt7qwq85durp9emd7j padding that is not zero
        - bitcoincash:qqulev0mgru74gekmvanp96hu6hqvu0ns9gdmz48qk padding that is not zero
        - bc1pcv3dyfaz7t8mvvyxs7p3jyarr9kcy7t3qk3yq6g0twelr3mmltxjy29ltx padding that is not zero
        - bitcoincash:qqwgg2evtkk36j0xwzqmz8uggstr4wxkgxtc0sgsx3 padding that is not zero
        - bc1pghn8v9vnz50q32dpj3v0xhmvtj5n6ayjpvy5hqqv475e0aaljwdnc4cs8y padding that is not zero
        - bitcoincash:qr0tjczh7xd99pmlauuamcxfwcd29kulmns7uhgajf padding that is not zero
        - 0:d4cbaa249bd8386cfed75b80918247fd4dfbd6207f0641dfe901f586b5d2e4e0 raw
        - 0:921c5cacc9efe25f76e13bb511b7cfaf53cb062f92a9401eaaabf37e07b67350 raw
        - 0:8a5540849794e274edd6ab4b3cffdd29cae34a0b6e617283088a76d96d5fa0d7 raw
        - bitcoincash:qztlqms4uk7wk6t82uf8lt60de5xwkzgcwu7gl349scc59c8 size that is not the one said
        - bitcoincash:qzzk6779v2zq7pkg7utscngpaflpn2598vfwcyu4z0930mv3 size that is not the one said
        - bitcoincash:qqmf73fnssh9v42qqhlc5n8a46t3j88swqaeaxhclexeedpm size that is not the one said
        - 423Y9y33wuPEv7DXXaRt6yBrMajj5UFD2PMCiwZCFqtkXTsq7kS1wXEYRLhXtqpJF539BxR3YsmdNEcjSuaaMwv4jQP6WGEndSyNWGoDmG standard prefix with a payment id
        - 44QXBH6ozt385UZ2boys6Y1M4snYMk4YkMNKdQG5JJRF7UdHMDosNsfhtXrEbbcfpEg9WNn6snicgEheU75Z3oB1PnQ4YV5FcpbM8t7Gs8 standard prefix with a payment id
        - 44EBcjEr7xSdoQTPEHTHSnJEFoHqhgvWyh7zszixftXNgqx5KiLqaQ2NuQQBHGViPJJH2ULs6KTosJoakJMtVrDjixwzQFor3KM4NbEaHa standard prefix with a payment id
        - tb1p6vhswj8pw794nf2hjv8x962uqqv5d6rdklp2examls4wk5m4375s2gxc5z test network
        - msy7SDun9YW98xL313aNsyst4BToABBLVd test network
        - bchtest:qz9a4kyf2k8937h80crx3extmdf3xpk9556sqtdz7z test network
        - 27VcnWbPPbAZP8Z4HRioQH1kdpsFohMpqPc test network
        - kQDUy6okm9g4bP7XW4CRgkf9TfvWIH8GQd_pAfWGtdLk4N4y test network
        - 9zuNrXVdZVQS7wnCwQHpvZ9v5Sg5vNsArWBAjUmrJt3FTGgTNVpGVBpZd5bXLeH1UUEWSpETzd2QmMJaX1hrY4MH5s5CzzV test network
        - tb1pqper7xsn0mcgauupukr88yaqnynlvhfeu35h9a72mas2slp04wysf2g02g test network
        - mn4j65HsjfU3mh85bGGDcDVWdRo9RJoi4q test network
        - bchtest:qzhtec44rckcjw8de0a4w7j2y37mr2ncdsug42v74x test network
        - 27RqdxyicyNcZQBvCEA4FXtXutLjLdxFBN2 test network
        - kQCSHFysye_iX3bhO7URt8-vU8sGL5KpQB6qq_N-B7ZzUMOn test network
        - 9tCaTmj4dHQ28j7Jp3jCRUhLWchJp2RvDarFXA5yz9xc6gPFTot9qbsR7839R8sdkfgQQKLkKUiFBF8pRug4yPd1HWRDq5G test network
        - tb1p88mew5ydnc7vrjk55yk4qz3ruhgzhnlel3jsf0rqtj9v7n77wdms8k4far test network
        - moz7ziV9ddkFe2rEegeLiwMdn2AmboSudy test network
        - bchtest:qrhjjgx2famagv6y4t358zq0ztw035p3uvy2m5k5ux test network
        - 27j7yVLqGyZk1fZRtJYSCpMpzDKw2EbjFzr test network
        - kQCKVUCEl5TidO3Wq0s8_90pyuNKC25hcoMIinbZbV-g16Ok test network
        - 9viWmpCpGVgRhS7zgJbKSD4pmLCvfi7xx5wmqeetnr3DezvYkXpbkkHRPSJqjFCPgQQB5PUKPgyz8Wrm68LEB7yF3ucDpnC test network
        - bitcoincash:zz4287wwgdf6nl9zcx3qmsec976e2ewkevg2he7gfw token form
        - bitcoincash:zzwfc7wh97ayj4veuqa40668aegxc2pgaspvrmn7g5 token form
        - bitcoincash:zpza2lkxk3re8lj3lccz6f6596ahakejncw6nsdvmf token form
        - IQDuMcYBo5fXLucozP_pbGQh-XfryV-5ylZEHmiJyIRqY_Xf unknown tag
        - IQAezOnmBkgTbcbTdY1w2RfTZ-FxwpEnBfK6s_vMJG5SQ50u unknown tag
        - IQC5HrHLyDJKaVHNlKoHuAuT0Gw96lw9kTMHQAmF34WLnkHm unknown tag
        - EQFHrn6EUNmleJ7jkSpnWxCGNrQBgbnzFl3y0pa4c-trQKZe unknown workchain
        - EQGjvttSuMGzigs99afm8YOX5VgfK-Fjh1XrvbLvmO1yAvgj unknown workchain
        - EQHefZVMyvUBp3ExDbJjN9SSXFfXuM7vBHs-UP_VCgYbdx0F unknown workchain
        - bc1q02ctap4rt0djkaqz5ye3dc46x4jwlm0y60llvx v0 in Bech32m
        - bc1qr73cnlllrtv534uhqgct42nadxpk0czq3slluk v0 in Bech32m
        - bc1qey8c52tg8uc8myqw2ug32unmy0tsqpuz0as43j v0 in Bech32m
        - bc1qf9wqk5ju4q8vpuefhfeu3eu0nc8w3tg8sdsjz v0 of a wrong length
        - bc1qj7h9uy7hy4v2xw7zrn3smv3planwagy52caum9yk v0 of a wrong length
        - bc1qlx9tggfzevc7dj69mramladf772ggxgzp6fwg v0 of a wrong length
        - bc1pxdrq258d9k05vy8gdycd0ekaautjw9yruwk4j7qqxwltfkqvccgs6xyjvs v1 in Bech32
        - bc1pr3m3dvlmwwyggm5kjm2lh3hmyxjacvyd0t4q90r5jzqq4cm64f8q4c59sp v1 in Bech32
        - bc1p8d84emnezmsq2grxjaqvxcgtvx9fsmqmj25xcen65x2w22tj328qvc7lv7 v1 in Bech32
        - bc1pj3hdetwa6ede2afhgn40zwjc952t69g430jyzjmre60sef8eksg5y3a6 v1 of a wrong length
        - bc1p29anve4zchvdwuc9p0wmgmh3knnjs93v77xtp3yadhmtw4efsacv74mht4q v1 of a wrong length
        - bc1p9tm4hxx86sr9p3r8khkuf4x87gzza4lgnw8x0eqlnk4vc6nn9cqtqxwv v1 of a wrong length
        """;
}
