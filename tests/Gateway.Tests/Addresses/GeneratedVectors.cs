namespace Payouts.Gateway.Addresses;

/// <summary>
/// Addresses made from random bytes by other people's encoders, and near misses with a right checksum: the networks that must
/// accept it (- is none, EVM its five), the address, what it is.
/// Made with npm's bs58check 4.0.0, bech32 2.0.0, cashaddrjs, ethers 6.17.0, tronweb 6.5.1, @ton/core 0.63.1, @solana/web3.js
/// 1.99.0 and @noble/hashes, and judged on every network by those, multicoin-address-validator 0.5.26 and
/// bitcoin-address-validation 4.0.0. Those disagree only where they are known to be lax or behind: they take any workchain, SOL
/// of 31 or 33 bytes, version 1 of any length and old addresses of BCH, and do not know P2SH of 32 bytes.
/// </summary>
internal static class GeneratedVectors
{
    public const string Text = """
        BCH bitcoincash:qqe2ht9tslak9st093rh203pfjsjtx5g9y2t76kpy7 P2PKH
        BCH bitcoincash:qpkhzghxqpsptvh3t9k5p5lxxupw9h9xmua5p8h2rw P2PKH
        BCH bitcoincash:qz7xu3wmd4udu7dwzekef47ru9hu4d7ytqg6w3dzhp P2PKH
        BCH bitcoincash:pwx70rfa7td3zen56c7q6yhjtwh62596szgx5np7wskfmrm6ppxmx696pxeht P2SH of 32 bytes
        BCH bitcoincash:pwjnmerx5eaunjatfk72xrqr5nl2qlh9kepszwtzfl74996adh98j7h9tuhhv P2SH of 32 bytes
        BCH bitcoincash:pw6jra0zjm9l496gemzqe288kq2828luzmpgwfdyvt2lse63f34y6xahgrccx P2SH of 32 bytes
        BCH prf3sswnenljv3uc7y5wlka6tvfr84dv55w9zr7zrn P2SH, no prefix
        BCH pp05tjad84k7gd40v8m2w2qw3gr5dmywyylfmr3uuc P2SH, no prefix
        BCH prduk45znprpknw23l4j0du34x0ga63xac6p8xwf0y P2SH, no prefix
        BTC 1913tMrPVVgEE78ab7Dn28HsftaD1pPG5m P2PKH
        BTC 1CwdCTrdNRXix6dZejEtqFvH76VCBtebGc P2PKH
        BTC 1PEZcG8V66ZWQQgEaQFdJoBxpnUyRZFZia P2PKH
        BTC 31o6B6C6LKb2wFnm2jNiaJUFoKLtK5ZMaz P2SH
        BTC 3AXox3H6BbnM62q5zohRQcBRwAAtEGP9bT P2SH
        BTC 38PKc1r49A7wB3HdEoAYtEAUf3aWTzCbjg P2SH
        BTC bc1ptjg9r36jspe90n002w20hlnrry3hw549udt52pw853e5nyww8ljqxj6vlp P2TR
        BTC bc1pe94vd9hw4qcnx4z7dyn7tt9szmzknz9r8xk26x8gyknnvh6d38rsmxqkc3 P2TR
        BTC bc1psnmxhve99es25dthcerdyt9uk05wmtjp200f2at3776qx2drfszq8m7syq P2TR
        BTC bc1q2ehktc4ucf739sm4wrrz79w2fwxvr4qlvp4de8 P2WPKH
        BTC bc1qqw7q8elqakwza3edyt5ww9zmj42j8usafxtr65 P2WPKH
        BTC bc1qhq3096y6j600gaxdquwr0t9rag9wsh7h0n3yy2 P2WPKH
        BTC bc1qz92xjxe2g2h9lvakac8f32s6qv5wh00kcz26h93s5h7j8aau9fcs8mp8tl P2WSH
        BTC bc1q0ses9jrt6ejyum95rud93ce7apg2amsjqjjhknugte34twap3rhsk8zknl P2WSH
        BTC bc1qx4lwz2wkhrjtycrma2trq8xqjk47qwx5pjuq2vatfwkh939cv2pqfhawxu P2WSH
        BTC bc1zuv3qykcvrt later witness version
        BTC bc1r2vd99ajwfq8s9aq50eqc6 later witness version
        BTC bc1ycs9gw40xrz2l4yvf0pz0n06arvstmrpa later witness version
        DASH XwPPRCqGo5Ra5CdU3vqg3Yuudh8BLp3ZLx P2PKH
        DASH Xd968EyQFyzzKxKc8T8wJea7LGwTxVwuyK P2PKH
        DASH XjA1Xv44nKXb1ryCnzzBkYq6kN9ke4SdCh P2PKH
        DASH 7YG7PoCAEKgKAoA23DnunBJmcgKcC5Yo8B P2SH
        DASH 7bPbzk3X27geZZ2TABfnVSY6kZZUW3PBJZ P2SH
        DASH 7qRvrxj39s3kN4845XyPQJ3HzTQS5H1ojs P2SH
        DOGE DTg7UenkvDpQrw3U1XPoMLuaiaVy9gvUf1 P2PKH
        DOGE DC7DJfYuprba7mCwgNJgVa3sJ8zvV74hVg P2PKH
        DOGE DCb2UrsNai1k7hSET7TzsoaLs1PMXTvsuP P2PKH
        DOGE 9x4nKSBsx1eBbxk7BCkgCFxcc8YKuDhUTn P2SH
        DOGE A8Du1uxFzXTv571DqvhgTdtNSp6PAweq21 P2SH
        DOGE 9wimnFeiGHrdwQ3XgrdNvJ2TmQMCRNcz2m P2SH
        EVM 0x39fcb1fb40F9eAA336DB3B309757E6aE0671F381 EIP-55
        EVM 0xeC661A618469769d75Dc0004B8e7eA8F8602756E EIP-55
        EVM 0x467ff9b04374E166012d6f15617ADb365C2878AA EIP-55
        EVM 0x97F06E15E5BCEB696757127FAF4F6E68675848C3 capitals
        EVM 0x9C9C79D72FBA495599E03B57EB47EE506C2828EC capitals
        EVM 0x29DF53C4795B7768420B51CFDAD36DFF021F2218 capitals
        EVM 0x29eb04354d02c5261e61dfcb45d7287637d0b791 small letters
        EVM 0xaebce2b51e2d8938edcbfb577a4a247db1aa786c small letters
        EVM 0x1f9d34c17f9508d8f4cb30307b70f4e067b86af8 small letters
        LTC LXg7QP8dRBJwceYaTcbJL5jKQQENR4AJu3 P2PKH
        LTC Ld1jk26WFPPDRU4CLyePvfXJK8M9q9CBdH P2PKH
        LTC LQdZCmc8BvfKqKEF5WfyyoAidtscHo7We1 P2PKH
        LTC MMNHmHt2f72jK7wRvE34JM4Y9ZfamTBech P2SH
        LTC MAuvB55reczzHhdcoUVTvCV3wtjwuhe2iW P2SH
        LTC MWeceVZHBe1k4BCfv6wqocujC5D1cmdxcd P2SH
        LTC ltc1pnxlya0vtsaqa7vls24m3y8y5m4ghk8wj9r40fzv9n82ft6d78frq7j0k33 P2TR
        LTC ltc1pglfs4rf3qtjx78aldmg4x6gm3h36uu4zs8mtc679lja637866teq4gatea P2TR
        LTC ltc1pghn8v9vnz50q32dpj3v0xhmvtj5n6ayjpvy5hqqv475e0aaljwds4zrkn7 P2TR
        LTC ltc1qd3p39jg3g0wty5rhe3wzpxxu47pjxmch6fl857 P2WPKH
        LTC ltc1qqper7xsn0mcgauupukr88yaqnynlvhfej2jasp P2WPKH
        LTC ltc1q9tm4hxx86sr9p3r8khkuf4x87gzza4lgvry9sy P2WPKH
        SOL 5ZksbBtv4RoHzjTAYB8j2SA7SnX7Zo6zSVdRoeXJ2xut 32 bytes
        SOL 38Hu41beeX6KfpqWNWnQm4GGDfujca3HRgCq2Jfo9vSW 32 bytes
        SOL E46bNHSkVbehgA2W6N773iuqqGeWUcNDSHoZq4fkbpAS 32 bytes
        TON EQAZBhsVb_dsfa72TqzzvNXKtTjZmE_sxdt0MYH_0dJzfw4R bounceable
        TON EQCFbXvFYoQPBsj3FwxNAep-GaqFOxLsE5V0FtVAH9eAN1JY bounceable
        TON EQBF1X7GtEeT_lH-MC0nVC67ftsynpM-wy2ZUW7cJS1__LWu bounceable
        TON Ef-WtI8g17DvGWAOFrmjih4BCzLBBMdczTovlQmDzp_yfguk masterchain
        TON Ef8-RU8NPNFx-TqCbPEWSn2gQSNHXQcUTzZ6lp9wKifb4_6- masterchain
        TON Ef_euWBX8ZpSh3_vOd3gyXYaotuf3OYvmWS-HNaS96_can0p masterchain
        TON UQAZBhsVb/dsfa72TqzzvNXKtTjZmE/sxdt0MYH/0dJzf1PU not bounceable, Base64
        TON UQCFbXvFYoQPBsj3FwxNAep+GaqFOxLsE5V0FtVAH9eANw+d not bounceable, Base64
        TON UQBF1X7GtEeT/lH+MC0nVC67ftsynpM+wy2ZUW7cJS1//Ohr not bounceable, Base64
        TRON TLqNvtfoZ1ZadMa1rgcSyvkb9XNMMngpw9 account
        TRON TCZzFfjva8aMWP9KZmvVfxt5VnzqSpR1PG account
        TRON TAbmFFFucYhemu6QnS753ezabXNHSedWUK account
        XMR 4KfwN86BhrRVsu28tVSiovAqPrMY5fjgRHSWkESb5aLKZiNSLDjpVHNConQAYzQ8JcevueMt98ySQT8JeQSXvHwMQX2CQEAeaVh8ssQei9 integrated
        XMR 4KFcFKTxiZQWgFEqFZRLVTDmVBBkQ456Z4ik1LZCRGesR9CqZZJnSFRbZbk4HpD9We42dHwNiYJ6FRkcrwzdVFGF62mP3kvTJku6jTKsJ4 integrated
        XMR 4JLfSsxjVuKJcjRkuGLF9URiyyty5aqtU9Y3ExoZ9opnTU6rTY9hD6ccZdVd3TciNw6NTX42fhcedcZQBxWWmQVS8BCbQaEuLtNRdvybTw integrated
        XMR 45PPXJGougsRJW5KRTwYcm4qmMsCtQRtZS7McgnreFjX4Vz5PqF4deQGTE5LwNpW2LP6oGyDESzn5FiyWwU5fGa9LNkHwqU standard
        XMR 47q1cn8JbqLQ6CY4WN2ryQSQaf2Mn1sTCFNYKa65YAb31Ma3V72SiGrKMyKxk8ZnpEcMuFhKh7WdShbn9NaAxhp58ce8Tv4 standard
        XMR 49xKxvikgq9MBN9y7ekBpcJm2oT8EK91jQJhQvoivcdvYsUrQkjuDFfLZMnQ3m2VGY7zSWpYSy4qwNvBtcsnyrtXRMrJGDg standard
        XMR 8C2aPcSLLK4XHPBpBaoaDvFbYr3dqjbJ4FWufRPdce3VHen5JKP6iacZawFZVW2rxkPjgLGkK54z7SF9p4B17fRnQc4UnHz subaddress
        XMR 89pyKZroTN61Qok7gbG6Uq7Xb5f1fSWyh4s6nd2veXcpAGvjAZv39oiR1HRg7ZEmfrh97U6HDAv4RJxAypyScd64K1eQgxe subaddress
        XMR 878DYwqAY54K48DisCtTdw8Yoq7aeQ5qzYWFNf2osNcT3ex7RTUXxfAV1Q83w6u7pfRUtAz2R2a2XMcchqhSUMLvEXWjyrn subaddress
        - 26PwkeBW4aJsEbYfAYuMBZKgqbPG5HQgPT9gnV5WFwp 31 bytes
        - TnSedCKpVprxAEAriKPHzyfBerVHSuzUPtvTygnEMb 31 bytes
        - 3k8SHKU8EJmG4YJWNGpkKAYX83WsUtRhtDgFCtevnUZ 31 bytes
        - 2DkzgJeWZT379pkA1vrU9tGTWx5Sut9XwNpxBWZS6qsctS 33 bytes
        - kQRxVNt4de3ug55Azd8RZCFWog7sn2MeqsxejMqovpaNi 33 bytes
        - 71Gdx52bkRrMAJngQ4n8RdGLSNnnJ4rX52iPmXX9fyD1k 33 bytes
        - 15MzJTkrJRo5p67GvSsoYJPKRM2kG3v7t Base58Check of a wrong length
        - 12SZ2bjc5htBJmPeKF94ZwDnGUe4WuFJPYce Base58Check of a wrong length
        - 159rwfW6pbps27GZ1HaRvhPUx8bfM1hFs Base58Check of a wrong length
        - bitcoincash:qw9a4kyf2k8937h80crx3extmdf3xpk95krsawz5aavdm77hhq82qpmjld4x9 P2PKH of 32 bytes
        - bitcoincash:qwe6zj3rua20lsgvf6px3utfch7j6mgfs8zz3dtj04nek4v3xe4mj3puhnjmw P2PKH of 32 bytes
        - bitcoincash:q0whgah6jl5307z4f3muvfjt3e8yju9fj7nh3djec7sy5uemry0jvd7dtdvhe P2PKH of 32 bytes
        - 4BkDAmrYZAuEv7DXXaRt6yBrMajj5UFD2PMCiwZCFqtkXTsq7kS1wXEYRLhXtqpJF539BxR3YsmdNEcjSuaaMwv4VaEBo1x integrated prefix without a payment id
        - 4HKGNJW819hRRSNQmMc9gXgXhdSKeLBN88u6So6W4TEf9YoESA65QkN28j7Jp3jCRUhLWchJp2RvDarFXA5yz9xc4krVZEV integrated prefix without a payment id
        - 4C6eDYWPQdxin2o8nuM6sM8qhgan7R8yGhPer34NHpaFPEi2KZdX7cjQctHdEMvQPbBK5gn77G4Jg5yqk3wKbsNNJZCdhNT integrated prefix without a payment id
        - 0x39fcB1fb40F9eAA336DB3B309757E6aE0671F381 one letter of the wrong case
        - 0xeC661A618469769D75Dc0004B8e7eA8F8602756E one letter of the wrong case
        - 0x467ff9b04374E166012D6f15617ADb365C2878AA one letter of the wrong case
        - 0:19061b156ff76c7daef64eacf3bcd5cab538d9984fecc5db743181ffd1d2737f raw
        - 0:856d7bc562840f06c8f7170c4d01ea7e19aa853b12ec13957416d5401fd78037 raw
        - 0:45d57ec6b44793fe51fe302d27542ebb7edb329e933ec32d99516edc252d7ffc raw
        - bitcoincash:qz4287wwgdf6nl9zcx3qmsec976e2ewkedkvmnn0hyeh0zng size that is not the one said
        - bitcoincash:qr4l9n2af8q2qgxzzn3qrjwe89u78d78629mvcztdzjtvp43 size that is not the one said
        - bitcoincash:qqwxuylwa86qh3th6sy4vakwu3cgk7x6c76hzhpfafp7aftw size that is not the one said
        - 41nVUpPN5sWYohDRKAfNtxWoLrfcU3RpSJwij1xRH3ct9VoMp739jgrS7wnCwQHpvZ9v5Sg5vNsArWBAjUmrJt3FTGgTNVpGVBpP3Q8YU3 standard prefix with a payment id
        - 49J1NigNzkfZiTDx6czNckgARiGJaP5zDPtKDjHd6kGY7sAum1RtnZ1HEy9deeCn8bTEgTY5PovNL3uFrtw1oQZB2ri7K1NWztSNcvknCK standard prefix with a payment id
        - 43Yp4K83Px1bNc5UFHX9VySn56VH5JXUMjjF2m14HPMdaEp7S3tqX5c3qeZkm6hS6mEPBr3Quo6ktbwPhu1Fi78ohJXbwyrL9mnLRgrNwQ standard prefix with a payment id
        - tb1p3h5fs6yvtn4s0kn7rg2uqtjr57clgnt9uhpf9lq4yt7qwq85durq08ehe0 test network
        - mkq6MSjYAXVnrp8PcEuMapW7mQze8WcbyU test network
        - bchtest:qrgjvfdhg4srnzt6jf0qjuf3m83l5vqcds38h807tn test network
        - 27eNSvdxM9AWPwfe5zq6adT3PfJE2DTisjz test network
        - kQAZBhsVb_dsfa72TqzzvNXKtTjZmE_sxdt0MYH_0dJzf7Wb test network
        - 9waVaqUP8yj6dSiKhbmxi8GL6Q93tNa2Wbscm1UvFALrbNvgpoEA1V5FmZB9dNYMxyFGgeUevVRYKiYJT5PFRyXyTUFHc78 test network
        - tb1pj7h9uy7hy4v2xw7zrn3smv3planwagy52e3mt6ny5dtm3yenyg4qecrk4v test network
        - mnwndYgm5S1GzUhL4VE9m47tYfwmLXtqLp test network
        - bchtest:qrahzd6wwg70hc4p2z7spp7y6yv5l59nu57a36wmcm test network
        - 27mM5gvnwB5uXj8fWjUF7oaGn7AF6bu3yVd test network
        - kQCFbXvFYoQPBsj3FwxNAep-GaqFOxLsE5V0FtVAH9eAN-nS test network
        - 9xB7EqavFjW3LaE6gA9st9fZkomzvB1iJDsNheHim8TQPBDC5UxRPZKaoj82BXFHCcRQeB1GsUQ1R2AuzrykfAVtCY3DFQJ test network
        - tb1pwkwgnt2jzhrs92lfu9f629wdsftlehpxy96y0gewss734270urqqf2ak2n test network
        - moJn3Mod4V7EDPwMZiFcuNZyXZneNXoqYh test network
        - bchtest:qqftqlgdxpz2v6wmy0wdspr6s3jtfuux3s66e0py9n test network
        - 27kt5JrMuTvDywaHRFpjpCdQ7rroqoBY838 test network
        - kQBF1X7GtEeT_lH-MC0nVC67ftsynpM-wy2ZUW7cJS1__A4k test network
        - A1YDJ1nbFsBZ4GMm1hJZ7v63xXFJFbVit51cS2LKBiE98GLuocYWBL4BoBNxAqXM6nTc5DsfCW6csTTxZsBRhgdtJLxZyM7 test network
        - bitcoincash:zqhmc6fx43gccrtzplwcmk4xjp7cpk6drqkpn8859u token form
        - bitcoincash:zqganpvqxmpe23lgn9dxpgtyujfwjtuvc5p9687gyh token form
        - bitcoincash:zz2mk2ue3v2ddpsxapnhyjsy44ag0pl6050tg5305x token form
        - IQDUy6okm9g4bP7XW4CRgkf9TfvWIH8GQd_pAfWGtdLk4JAz unknown tag
        - IQCfJ2twARer7YXeGdZ_amXJtakoDlOM2vlnnW-rmVDK7_I- unknown tag
        - IQA2n0UzhC5WVUAF_4pM_a6XGRzwcDuemvjNhx2mLGNfZ5uo unknown tag
        - EQFHuvrh_lPQL9AKmjOp_yz7QffPBiVrEwgayW9v80TuqBI7 unknown workchain
        - EQEetylVcCDEqd8fALCFOllDlC1vB1OpY5VWPZjCVH7gc_vv unknown workchain
        - EQHcT1p6Jvm3J9FJJnzQlDwL_RNnmmg6LhvJd5hR9Qlc4kHH unknown workchain
        - bc1q02ctap4rt0djkaqz5ye3dc46x4jwlm0y60llvx v0 in Bech32m
        - bc1qrgaddk92usc66jmyf6ezz9eshm82alcs0j2r4r v0 in Bech32m
        - bc1qd88qzzh5ysdew3ec5kxm4qrndz2n62j95ltwlw v0 in Bech32m
        - bc1qf9wqk5ju4q8vpuefhfeu3eu0nc8w3tg8sdsjz v0 of a wrong length
        - bc1qlaa3ws5vyvanp0sf5yesc4swrppy2uat6vs87zdq v0 of a wrong length
        - bc1qcnwthtqd0dltxe62pqnnhufs6esy3ssk0mw67 v0 of a wrong length
        - bc1pxdrq258d9k05vy8gdycd0ekaautjw9yruwk4j7qqxwltfkqvccgs6xyjvs v1 in Bech32
        - bc1psyyywgu4kn9ekkmlz7380fw5pm8zypns3ds85wh8mdkeehhau5ksqxe7gr v1 in Bech32
        - bc1pnr75qummhg37ss5rjgrgccpjsqu6las0s5eyv00trfaedg6xhfaqj64hwc v1 in Bech32
        - bc1pj3hdetwa6ede2afhgn40zwjc952t69g430jyzjmre60sef8eksg5y3a6 v1 of a wrong length
        - bc1pr73cnlllrtv534uhqgct42nadxpk0czqxxp5nslspu9gggw680hpckspf6y v1 of a wrong length
        - bc1ppjr7nkrep6pk5qft5zesc5ll45qg5j89yx42294naej7jdl85va8pl0q v1 of a wrong length
        """;
}
